import { HOUR_MS, type Instant, SECOND_MS } from '../calendar/china-time.ts';
import type { OfferLog } from './day-log.ts';
import { standingOf } from './seat-code.ts';
import { levelOf, PLENTY_LEVEL } from './stock-level.ts';

/** How soon an offer runs out, or why nothing is said of it. */
export type Trend =
  | { kind: 'runsOut'; inHours: number; lower: number; upper: number | null; seatsPerHour: number }
  | { kind: 'none'; reason: NoTrendReason };

export type NoTrendReason =
  | 'plenty'
  | 'gone'
  | 'tooFewPoints'
  | 'risingOrFlat'
  | 'notBeforeDeparture'
  | 'notOnSale'
  | 'suspended'
  | 'unknown'
  | 'departed';

/** The pace is that of so many hours back: a day's rhythm is in it, last week's is not. */
const WINDOW_MS = 12 * HOUR_MS;
/** Watched so long without falling, an offer is called flat, however few its changes. */
const FLAT_MS = 6 * HOUR_MS;
const LEAST_DROPS = 3;
/** Of the standard normal, for 80 % between the two ends. */
const Z_80 = 1.2816;

type Course = Pick<OfferLog, 'seconds' | 'codes'>;

/**
 * When an offer runs out at the pace of its last hours, with an 80 % prediction interval. Pure.
 *
 * `asOf` is the last good look (no later point is read), `departure` the train's at the boarding station, null when
 * not known. Only the newest unbroken run of exact counts (1 to 20) within 12 hours is used: plenty is censored above
 * 20 and none below 1, so that what came before either says nothing of the pace. Hours count from `asOf`.
 *
 * Seats leave in groups and come back, so their changes x are taken as a compound Poisson process: the pace is Σx / T
 * and its variance Σx² / T². Divided by φ = Σx² / Σx they count like single sales; with Jeffreys' prior the time until
 * m more of them, after k in T, is m / (k + ½) · T times an F with 2m and 2k + 1 degrees of freedom (the gamma-Poisson
 * predictive; Cox 1953, "Some simple approximate tests for Poisson variates"). m allows for the last group's overshoot.
 */
export function arrangeTrend(
  course: Course,
  { asOf, departure }: { asOf: Instant; departure: Instant | null },
): Trend {
  if (departure !== null && departure <= asOf) return none('departed');
  const last = lastPoint(course, asOf);
  if (last < 0) return none('unknown');
  const code = course.codes[last] as number;
  const level = levelOf(code);
  if (level === null) return none(reasonOf(code));
  if (level === 0) return none('gone');
  if (level === PLENTY_LEVEL) return none('plenty');
  const { hours, drops, net, squares, dropSquares, dropSum } = sumChanges(course, last, asOf);
  if (net <= 0 && (drops >= LEAST_DROPS || hours >= FLAT_MS / HOUR_MS)) return none('risingOrFlat');
  if (drops < LEAST_DROPS) return none('tooFewPoints');
  // A fall that chance alone would bring about in one case of ten is no trend.
  if (net < Z_80 * Math.sqrt(squares)) return none('risingOrFlat');

  const dispersion = squares / net;
  const toSell = level + (dropSquares / dropSum - 1) / 2;
  const inHours = (toSell * hours) / net;
  const leftHours = departure === null ? Number.POSITIVE_INFINITY : (departure - asOf) / HOUR_MS;
  if (inHours >= leftHours) return none('notBeforeDeparture');
  const more = toSell / dispersion;
  const seen = net / dispersion + 0.5;
  const unit = (more / seen) * hours;
  const lower = unit * quantileOfF(-Z_80, 2 * more, 2 * seen);
  const upper = unit * quantileOfF(Z_80, 2 * more, 2 * seen);
  return {
    kind: 'runsOut',
    inHours: round(inHours),
    lower: round(Math.min(lower, inHours)),
    upper: upper < leftHours ? round(Math.max(upper, inHours)) : null,
    seatsPerHour: round(net / hours),
  };
}

function none(reason: NoTrendReason): Trend {
  return { kind: 'none', reason };
}

function reasonOf(code: number): NoTrendReason {
  const standing = standingOf(code);
  return standing === 'notOnSale' || standing === 'suspended' ? standing : 'unknown';
}

/** Place of the newest point not after `asOf`; -1 where there is none. */
function lastPoint({ seconds }: Course, asOf: Instant): number {
  const second = Math.floor(asOf / SECOND_MS);
  let place = seconds.length - 1;
  while (place >= 0 && (seconds[place] as number) > second) place--;
  return place;
}

/** The falls (positive) and rises of the newest unbroken run of counts, within the window. */
function sumChanges({ seconds, codes }: Course, last: number, asOf: Instant) {
  const windowFrom = asOf - WINDOW_MS;
  const sums = { hours: 0, drops: 0, net: 0, squares: 0, dropSquares: 0, dropSum: 0 };
  let from = (seconds[last] as number) * SECOND_MS;
  let after = levelOf(codes[last] as number) as number;
  for (let place = last - 1; place >= 0 && from > windowFrom; place--) {
    const before = levelOf(codes[place] as number);
    if (before === null || before === 0 || before === PLENTY_LEVEL) break;
    const fall = before - after;
    sums.net += fall;
    sums.squares += fall * fall;
    if (fall > 0) {
      sums.drops += 1;
      sums.dropSum += fall;
      sums.dropSquares += fall * fall;
    }
    after = before;
    from = (seconds[place] as number) * SECOND_MS;
  }
  sums.hours = (asOf - Math.max(from, windowFrom)) / HOUR_MS;
  return sums;
}

/**
 * Quantile of the F distribution at the standard normal's `z`, by Paulson's cube-root approximation (1942, "An
 * approximate normalization of the analysis of variance distribution"): within a few percent for a second degree of
 * freedom above 4. Not below 0; infinite where it has no end.
 */
export function quantileOfF(z: number, degrees1: number, degrees2: number): number {
  const a = 2 / (9 * degrees1);
  const b = 2 / (9 * degrees2);
  const under = (1 - b) ** 2 - b * z * z;
  if (under <= 0) return z < 0 ? 0 : Number.POSITIVE_INFINITY;
  const root = Math.sqrt((1 - b) ** 2 * a + (1 - a) ** 2 * b - a * b * z * z);
  return Math.max(0, ((1 - a) * (1 - b) + z * root) / under) ** 3;
}

function round(hours: number): number {
  return Math.round(hours * 100) / 100;
}
