import { formatInstant, HOUR_MS, type Instant, parseInstant } from '../../calendar/china-time.ts';
import type { Board, CoverageGap } from '../../seats/board.ts';
import { arrangeTrend } from '../../seats/burn-rate.ts';
import type { DayLog, OfferLog } from '../../seats/day-log.ts';
import type { Provenance, Watch } from '../../seats/schema.ts';
import { arrangeSpark } from '../../seats/spark.ts';
import { type AvailabilityLookups, arrangeTrains } from '../arrange-availability.ts';
import type { CoverageAnswer, TrainAnswer } from '../availability-schema.ts';
import type { BoardRowAnswer, BoardSeatAnswer, BoardWatchAnswer } from '../board-schema.ts';

/** One watched pair and day as it stands on a board. */
export interface WatchView {
  watch: BoardWatchAnswer;
  rows: BoardRowAnswer[];
  /** Null while no answer is kept. */
  provenance: Provenance | null;
  /** When time alone makes it another: a train leaves, a fee boundary passes, the last answer becomes stale. */
  validUntil: Instant;
}

export interface WatchSources {
  watch: Watch;
  board: Board | null;
  day: DayLog | null;
  coverage: CoverageAnswer;
  gaps: readonly CoverageGap[];
  /** Null without a board. */
  lookups: AvailabilityLookups | null;
  stationName(telecode: string): string;
  now: Instant;
  staleAfterMs: number;
}

export function watchKey({ pair }: Pick<Watch, 'pair'>): string {
  return `${pair.from}-${pair.to}`;
}

/** A pair and day as the board shows it: its trains with pace and course of each class, and its coverage. Pure. */
export function arrangeWatch(sources: WatchSources): WatchView {
  const { watch, board, lookups } = sources;
  const trains = board === null || lookups === null ? [] : arrangeTrains(board, lookups);
  const observed = new Map(board?.rows.map((row) => [rowId(row), row.observedAt]));
  const offers = new Map(sources.day?.offers.map((offer) => [offerId(offer), offer]));
  const key = watchKey(watch);
  const rows = trains.map((train) => {
    const id = rowIdOf(train);
    const observedAt = observed.get(id) ?? (board as Board).observedAt;
    return arrangeRow(train, { id, key, observedAt, offers, gaps: sources.gaps });
  });
  return {
    watch: arrangeWatchAnswer(key, sources),
    rows,
    provenance: board?.provenance ?? null,
    validUntil: nextTurn(trains, sources),
  };
}

function rowId(row: { trainNo: string; origin: string; destination: string }): string {
  return `${row.trainNo}:${row.origin}:${row.destination}`;
}

function rowIdOf({ trainNo, origin, destination }: TrainAnswer): string {
  return rowId({ trainNo, origin: origin.telecode, destination: destination.telecode });
}

function offerId(offer: OfferLog): string {
  return `${rowId(offer)}:${offer.seatClass}`;
}

interface RowFacts {
  id: string;
  key: string;
  observedAt: Instant;
  offers: ReadonlyMap<string, OfferLog>;
  gaps: readonly CoverageGap[];
}

function arrangeRow(train: TrainAnswer, { id, key, observedAt, offers, gaps }: RowFacts): BoardRowAnswer {
  const { seats, ...facts } = train;
  const opensAt = instantOf(train.saleOpensAt);
  const courses = seats.map((seat) => offers.get(`${id}:${seat.class}`));
  const firstSeen = Math.min(...courses.flatMap((offer) => firstSecond(offer)));
  const from = opensAt ?? (Number.isFinite(firstSeen) ? firstSeen : null);
  return {
    ...facts,
    id,
    watch: key,
    observedAt: formatInstant(observedAt),
    sparkFrom: from === null ? null : formatInstant(from),
    seats: seats.map(({ observedAt: _row, ...seat }, place): BoardSeatAnswer => {
      const course = courses[place];
      if (course === undefined || from === null) {
        return { ...seat, trend: { kind: 'none', reason: 'unknown' }, spark: [] };
      }
      const asOf = { asOf: observedAt, departure: instantOf(train.departure) };
      return {
        ...seat,
        trend: train.departed ? { kind: 'none', reason: 'departed' } : arrangeTrend(course, asOf),
        spark: arrangeSpark(course, { from, until: observedAt, gaps }),
      };
    }),
  };
}

function firstSecond(offer: OfferLog | undefined): Instant[] {
  const first = offer?.seconds[0];
  return first === undefined ? [] : [first * 1_000];
}

function instantOf(text: string | null): Instant | null {
  return text === null ? null : parseInstant(text);
}

function arrangeWatchAnswer(key: string, { watch, coverage, stationName }: WatchSources): BoardWatchAnswer {
  const { from, to } = watch.pair;
  const open = coverage.gaps.at(-1);
  const { lastPollAt, stale, planned, done, share, lastFailure } = coverage;
  return {
    key,
    from: { telecode: from, name: stationName(from) },
    to: { telecode: to, name: stationName(to) },
    ...{ lastPollAt, stale, planned, done, share, lastFailure },
    gap: open !== undefined && open.to === null ? { from: open.from, reason: open.reason } : null,
  };
}

/** Where nothing is ahead, an hour: the share of planned polls goes on. */
function nextTurn(trains: readonly TrainAnswer[], { coverage, now, staleAfterMs }: WatchSources): Instant {
  const lastPollAt = instantOf(coverage.lastPollAt);
  const turns = [
    ...trains.flatMap((train) => [instantOf(train.departure), instantOf(train.nextFeeBoundary?.at ?? null)]),
    lastPollAt === null ? null : lastPollAt + staleAfterMs + 1_000,
  ];
  return Math.min(now + HOUR_MS, ...turns.filter((at) => at !== null && at > now).map(Number));
}
