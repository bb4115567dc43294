import { type CivilDate, civilDateOf, type Instant } from '../calendar/china-time.ts';
import { type Fault, InputError } from '../errors.ts';
import type { OdPair, Watch } from '../seats/schema.ts';
import type { SeatClass } from '../seats/seat-classes.data.ts';
import type { StationTable } from '../stations/station-table.ts';
import { describeSameAnswers, describeSchemaFaults, findPairFaults } from './watchlist-checks.ts';
import { resolveDays } from './watchlist-days.ts';
import { type Schedule, type WatchlistFile, watchlistSchema } from './watchlist-schema.ts';

/** One watched pair and day. Without `seatClasses` all classes matter alike. */
export interface WatchEntry extends Watch {
  seatClasses?: readonly SeatClass[];
}

/** What is watched, as of an instant: past days drop out by themselves. */
export interface Watchlist {
  entries(now: Instant): WatchEntry[];
  /** `adaptive` unless it says otherwise. */
  schedule?: Schedule;
  /** What whoever wrote the list should hear, though nothing is wrong with it. */
  notices?: string[];
}

/**
 * Reads a watchlist file's text. Throws InputError that lists every fault with its place in the file; with
 * `stations` also telecodes that no station has, with those that come near.
 */
export function parseWatchlist(text: string, stations: StationTable | null = null): Watchlist {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new InputError('bad-input', [
      { field: 'WATCHLIST', expected: 'a JSON file', got: `text that is not JSON: ${String(error)}` },
    ]);
  }
  const parsed = watchlistSchema.safeParse(json);
  const faults: Fault[] = [
    ...(parsed.success ? [] : describeSchemaFaults(parsed.error, json, stations)),
    ...findPairFaults(json, stations),
  ];
  if (!parsed.success || faults.length > 0) throw new InputError('bad-input', faults);
  return buildWatchlist(parsed.data, stations);
}

/** Every pair of the file, those along its corridors included, on every day of it. */
export function buildWatchlist(file: WatchlistFile, stations: StationTable | null = null): Watchlist {
  const pairs = arrangePairs(file, stations);
  let known: { today: CivilDate; entries: WatchEntry[] } | null = null;
  return {
    entries(now) {
      const today = civilDateOf(now);
      if (known?.today !== today) {
        const days = resolveDays(file.dates, today);
        known = {
          today,
          entries: days.flatMap((travelDate) => pairs.map((one) => ({ ...one, travelDate }))),
        };
      }
      return known.entries;
    },
    schedule: file.schedule ?? 'adaptive',
    notices: stations === null ? [] : describeSameAnswers(file.pairs ?? [], stations),
  };
}

/** A fixed list, as the double's scenario or recordings suggest it. */
export function buildFixedWatchlist(watches: WatchEntry[]): Watchlist {
  return { entries: (now) => watches.filter((watch) => watch.travelDate >= civilDateOf(now)) };
}

type WatchedPair = Omit<WatchEntry, 'travelDate'>;

/**
 * The pairs named, then those along the corridors. Corridors may cross: a pair that is there already is not added
 * again, nor one whose two cities 12306 answers for with a pair already there, nor one within a city.
 */
function arrangePairs(file: WatchlistFile, stations: StationTable | null): WatchedPair[] {
  const cityOf = (telecode: string) => stations?.byTelecode(telecode)?.city ?? telecode;
  const citiesOf = ({ from, to }: OdPair) => `${cityOf(from)} ${cityOf(to)}`;
  const pairs = (file.pairs ?? []).map(({ from, to, classes }) => withClasses({ from, to }, classes));
  const covered = new Set(pairs.map(({ pair }) => citiesOf(pair)));
  for (const { corridor, bothWays, classes } of file.corridors ?? []) {
    for (const pair of pairsAlong(corridor, bothWays ?? false)) {
      if (cityOf(pair.from) === cityOf(pair.to) || covered.has(citiesOf(pair))) continue;
      covered.add(citiesOf(pair));
      pairs.push(withClasses(pair, classes));
    }
  }
  return pairs;
}

/** Every pair in the order of travel; with `bothWays` each back as well. */
function pairsAlong(corridor: readonly string[], bothWays: boolean): OdPair[] {
  const there = corridor.flatMap((from, index) => corridor.slice(index + 1).map((to) => ({ from, to })));
  return bothWays
    ? there.flatMap(({ from, to }) => [
        { from, to },
        { from: to, to: from },
      ])
    : there;
}

function withClasses(pair: OdPair, seatClasses: readonly SeatClass[] | undefined): WatchedPair {
  return seatClasses === undefined ? { pair } : { pair, seatClasses };
}
