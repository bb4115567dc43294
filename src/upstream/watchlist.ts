import { z } from 'zod';
import { addDays, type CivilDate, civilDateOf, type Instant, isCivilDate } from '../calendar/china-time.ts';
import { InputError } from '../errors.ts';
import { telecodeSchema, type Watch } from '../seats/schema.ts';

/**
 * The watchlist file: pairs of telecodes, and the days to watch each of them, either named or counted
 * from today ("daysAhead": [0, 14] is today and the fourteen days after it).
 */
export const watchlistSchema = z.strictObject({
  pairs: z
    .array(z.strictObject({ from: telecodeSchema, to: telecodeSchema }))
    .min(1)
    .max(2_000),
  dates: z.union([
    z.array(z.string().refine(isCivilDate, 'a date as YYYY-MM-DD')).min(1).max(100),
    z.strictObject({
      daysAhead: z
        .tuple([z.int().min(0).max(60), z.int().min(0).max(60)])
        .refine(([first, last]) => first <= last, 'the nearer day first'),
    }),
  ]),
});
type WatchlistFile = z.infer<typeof watchlistSchema>;

/** What is watched, as of an instant: past days drop out by themselves. */
export interface Watchlist {
  entries(now: Instant): Watch[];
}

/** Reads a watchlist file's text. Throws InputError that lists every fault with its place in the file. */
export function parseWatchlist(text: string): Watchlist {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new InputError('bad-input', [
      { field: 'WATCHLIST', expected: 'a JSON file', got: `text that is not JSON: ${String(error)}` },
    ]);
  }
  const parsed = watchlistSchema.safeParse(json);
  if (!parsed.success) {
    throw new InputError(
      'bad-input',
      parsed.error.issues.map((issue) => ({
        field: `WATCHLIST ${issue.path.join('.') || '(top)'}`,
        expected: issue.message,
        got: JSON.stringify(valueAt(json, issue.path)) ?? 'nothing',
      })),
    );
  }
  return buildWatchlist(parsed.data);
}

function valueAt(json: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    json,
  );
}

/** Every pair on every day of the file. */
export function buildWatchlist(file: WatchlistFile): Watchlist {
  return {
    entries: (now) =>
      datesOf(file, civilDateOf(now)).flatMap((travelDate) =>
        file.pairs.map((pair) => ({ pair, travelDate })),
      ),
  };
}

/** A fixed list, as the double's scenario or recordings suggest it. */
export function buildFixedWatchlist(watches: Watch[]): Watchlist {
  return { entries: (now) => watches.filter((watch) => watch.travelDate >= civilDateOf(now)) };
}

function datesOf(file: WatchlistFile, today: CivilDate): CivilDate[] {
  if (Array.isArray(file.dates)) return file.dates.filter((date) => date >= today);
  const [first, last] = file.dates.daysAhead;
  return Array.from({ length: last - first + 1 }, (_, index) => addDays(today, first + index));
}

/** Watched with SOURCE=12306 when no WATCHLIST is given: Taiyuan's main pairs, three days ahead. */
export const DEFAULT_WATCHLIST: WatchlistFile = {
  pairs: [
    { from: 'TNV', to: 'BXP' },
    { from: 'TNV', to: 'AOH' },
    { from: 'TNV', to: 'HGH' },
    { from: 'TNV', to: 'NKH' },
    { from: 'TNV', to: 'TXP' },
    { from: 'TNV', to: 'QDK' },
  ],
  dates: { daysAhead: [1, 3] },
};
