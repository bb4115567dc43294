import type { Watch } from '../../seats/schema.ts';
import { route } from '../route.ts';
import { type WatchedAnswer, watchedAnswerSchema } from '../watched-schema.ts';

export const watchedRoute = route({
  path: '/v1/watched',
  summary: 'Which pairs of stations are watched, and on which days',
  tag: 'seats',
  answer: watchedAnswerSchema,
  handle: async (_input, { watchlist, stations, now }) => ({
    json: arrangeWatched(watchlist.entries(now()), (code) => stations.byTelecode(code)?.name ?? code),
    cache: 60,
  }),
});

function arrangeWatched(watches: Watch[], nameOf: (telecode: string) => string): WatchedAnswer {
  const dates = new Map<string, Set<string>>();
  for (const { pair, travelDate } of watches) {
    const key = `${pair.from}-${pair.to}`;
    dates.set(key, (dates.get(key) ?? new Set()).add(travelDate));
  }
  const station = (telecode: string) => ({ telecode, name: nameOf(telecode) });
  const pairs = [...dates].map(([key, days]) => {
    const [from = '', to = ''] = key.split('-');
    return { from: station(from), to: station(to), dates: [...days].sort() };
  });
  const begins = new Map<string, number>();
  for (const { from } of pairs) begins.set(from.telecode, (begins.get(from.telecode) ?? 0) + 1);
  const stations = [...begins].map(([telecode, count]) => ({ ...station(telecode), pairs: count }));
  return { stations: stations.sort((a, b) => b.pairs - a.pairs), pairs };
}
