import type { CivilDate, Instant } from '../calendar/china-time.ts';
import { InputError } from '../errors.ts';
import type { Note } from '../refund/notes.ts';
import type { QuoteAnswer } from '../refund/schema.ts';
import type { Station } from '../stations/schema.ts';
import { telecodesOf } from './find-watch.ts';
import type { HttpDeps } from './http-deps.ts';

type Deps = Pick<HttpDeps, 'timetable' | 'provenance' | 'watchlist' | 'stations' | 'seatLog' | 'now'>;

/** A train of the stored timetable at the station where a ticket boards it, and what the seat log says of it. */
export interface Boarding {
  departure: Instant;
  train: NonNullable<QuoteAnswer['train']>;
  notes: Note[];
}

/**
 * The departure at the boarding station on the boarding date, which decides on an overnight train too. Throws
 * InputError `not-found` where no stored timetable has the train call there.
 */
export async function findBoarding(
  deps: Deps,
  { train, from, date }: { train: string; from: Station | null; date: CivilDate },
): Promise<Boarding> {
  const stop = from === null ? null : await deps.timetable.departureOf(train, from.telecode, date);
  if (from === null || stop === null) {
    const expected = `a train whose stored timetable calls at ${from?.name ?? 'from'} on ${date}`;
    const hint = 'give departure instead: the time printed on the ticket';
    throw new InputError('not-found', [{ field: 'train', expected, got: train, hint }]);
  }
  const { departure, trainNo } = stop;
  const source = deps.provenance === 'synthetic' ? `${stop.source} (synthetic 模拟数据)` : stop.source;
  const isSuspended = await isListedSuspended(deps, { trainNo, from, date });
  return {
    departure,
    train: { trainCode: train, trainNo, boardingDate: date, source },
    notes: isSuspended ? [LISTED_SUSPENDED] : [],
  };
}

/** Said, not decided: the answer is of whoever polled last, and the ticket is the reader's. */
const LISTED_SUSPENDED: Note = {
  code: 'LISTED_SUSPENDED',
  text: {
    zh: '最近一次查询结果显示该车次停运:停运列车的车票全额退款。请以 suspended=true(列车停运)重新计算。',
    en: 'The last answer lists this train as suspended: tickets of a suspended train are refunded in full. Ask again with suspended=true.',
  },
};

/** Whether the newest kept answers from the city, where they still list the train at the station, say it does not run. */
async function isListedSuspended(
  { watchlist, stations, seatLog, now }: Deps,
  { trainNo, from, date }: { trainNo: string; from: Station; date: CivilDate },
): Promise<boolean> {
  const city = telecodesOf(stations, from);
  const watches = watchlist
    .entries(now())
    .filter(({ pair, travelDate }) => travelDate === date && city.has(pair.from));
  const rows = (await seatLog.readBoards(watches))
    .flatMap((board) => board?.rows ?? [])
    .filter((row) => row.listed && row.trainNo === trainNo && row.origin === from.telecode)
    .sort((a, b) => b.observedAt - a.observedAt);
  return rows[0]?.saleState === 'suspended';
}
