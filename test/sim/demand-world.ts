import {
  addDays,
  type CivilDate,
  HOUR_MS,
  type Instant,
  instantAt,
  SECOND_MS,
} from '../../src/calendar/china-time.ts';
import { newYearDayOf } from '../../src/calendar/new-year.ts';
import { chiSquareUpperTail } from '../../src/demand/distributions.ts';
import type { LoggedDay } from '../../src/demand/spells-pair.ts';
import type { OfferLog, OkPolls } from '../../src/seats/day-log.ts';
import type { SeatClass } from '../../src/seats/seat-classes.data.ts';
import { planSeatCode } from '../../src/seats/seat-code.ts';
import type { Draw } from './demand-draw.ts';

/**
 * Seasons with a known truth, as METHODS.md 5.2's own simulation has it: ln T = ln 60 h + route N(0, 1) shared by both
 * years + route and year N(0, 0.35) + train N(0, 1.2), of which a part is the train's own in both years. The year
 * effect is a factor on all times. After its first sell-out an offer comes back now and then, and one poll of some
 * offers flickers. All figures are invented: SYNTHETIC.
 */
export const MODEL = {
  medianHours: 60,
  route: 1,
  routeYear: 0.35,
  service: 0.7,
  train: Math.sqrt(1.44 - 0.49),
};
export const HORIZON = 312;
export const SEASON = 2025;
export const BASELINE = 2024;

const CLASSES: readonly SeatClass[] = ['9', 'M', 'O'];
const TRAINS = 4;
/** Once gone it stays so for 2 hours at the least, so that hourly polls too can confirm it. */
const GONE_LEAST_HOURS = 2;
const GONE_MORE_HOURS = 10;
const BACK_HOURS = 1;
/** Of the offers, those that one poll sees gone before they are. */
const FLICKER_SHARE = 0.1;
/** New Year's Eve in both years, on sale at 14:00 fourteen days before. */
const LUNAR_OFFSET = -1;
const SALE_TIME = '14:00';

const ON_SALE = planSeatCode({ kind: 'plenty' }, null, () => 0);
const GONE = planSeatCode({ kind: 'none' }, null, () => 0);

export interface Season {
  year: number;
  /** By route: the times of its offers in hours, in the order of the log. */
  latent: number[][];
  days: LoggedDay[];
}

/** When a route of a year was looked at: ages in hours, of good polls and of failed ones. */
export interface Polling {
  ages: Float64Array;
  failedAges: readonly number[];
  usualIntervalMinutes: number;
}

/** The population's ratio of restricted means when all times of a year are multiplied by `factor`: log-normal, closed form. */
export function trueRatio(factor: number, tau = HORIZON): number {
  return restrictedLogNormal(factor, tau) / restrictedLogNormal(1, tau);
}

/** E min(T, tau) for ln T normal: exp(m + s²/2) Φ((ln tau - m - s²)/s) + tau (1 - Φ((ln tau - m)/s)). */
function restrictedLogNormal(factor: number, tau: number): number {
  const mean = Math.log(MODEL.medianHours * factor);
  const variance = MODEL.route ** 2 + MODEL.routeYear ** 2 + MODEL.service ** 2 + MODEL.train ** 2;
  const deviation = Math.sqrt(variance);
  const below = Math.exp(mean + variance / 2) * normalCdf((Math.log(tau) - mean - variance) / deviation);
  return below + tau * (1 - normalCdf((Math.log(tau) - mean) / deviation));
}

function normalCdf(z: number): number {
  const tail = chiSquareUpperTail(z * z, 1) / 2;
  return z < 0 ? tail : 1 - tail;
}

/** Two years of the same routes and trains; `poll` says how each route of each year was looked at. */
export function simulateSeasons(
  draw: Draw,
  { routes, factor }: { routes: number; factor: number },
  poll: (year: number, routeHours: number) => Polling,
): { season: Season; baseline: Season } {
  const season: Season = { year: SEASON, latent: [], days: [] };
  const baseline: Season = { year: BASELINE, latent: [], days: [] };
  for (let route = 0; route < routes; route += 1) {
    const routeLog = Math.log(MODEL.medianHours) + draw.normal(MODEL.route);
    const services = Array.from({ length: TRAINS * CLASSES.length }, () => draw.normal(MODEL.service));
    for (const side of [season, baseline]) {
      const yearLog = routeLog + draw.normal(MODEL.routeYear) + (side === season ? Math.log(factor) : 0);
      const latent = services.map((service) => Math.exp(yearLog + service + draw.normal(MODEL.train)));
      side.latent.push(latent);
      side.days.push(logRoute(draw, route, side.year, latent, poll(side.year, Math.exp(yearLog))));
    }
  }
  return { season, baseline };
}

function logRoute(
  draw: Draw,
  route: number,
  year: number,
  latent: number[],
  { ages, failedAges, usualIntervalMinutes }: Polling,
): LoggedDay {
  const newYear = newYearDayOf(year)!;
  const travelDate: CivilDate = addDays(newYear, LUNAR_OFFSET);
  const opening = instantAt(addDays(travelDate, -14), SALE_TIME);
  const polls = pollsAt(ages, opening);
  const offers = latent.map((hours, i): OfferLog => {
    const train = Math.floor(i / CLASSES.length);
    return {
      trainNo: `${route}-${train}`,
      trainCode: `G${100 * route + train + 1}`,
      origin: 'TNV',
      destination: 'HGH',
      seatClass: CLASSES[i % CLASSES.length]!,
      departure: instantAt(travelDate, `${10 + train}:50`),
      saleOpensAt: opening,
      ...lookAt(draw, hours, ages, polls.seconds),
    };
  });
  const failed = failedAges.map((age) => {
    const at = opening + Math.round(age * HOUR_MS);
    return { plannedAt: at, observedAt: at, outcome: 'failed' as const, sign: 'timeout', detail: null };
  });
  return {
    day: {
      pair: { from: pairCode(route), to: 'HGH' },
      travelDate,
      provenance: 'synthetic',
      polls,
      failed,
      offers,
    },
    context: {
      newYear,
      horizonHours: HORIZON,
      saleOpening: ({ saleOpensAt }) => saleOpensAt,
      usualIntervalMinutes,
      knownUntil: Number.POSITIVE_INFINITY,
    },
  };
}

/** Most routes of a season share one schedule: its polls are laid out once. */
const LAID_OUT = new WeakMap<Float64Array, Map<number, OkPolls>>();

function pollsAt(ages: Float64Array, opening: Instant): OkPolls {
  const byOpening = LAID_OUT.get(ages) ?? new Map<number, OkPolls>();
  LAID_OUT.set(ages, byOpening);
  const known = byOpening.get(opening);
  if (known !== undefined) return known;
  const polls = { seconds: new Uint32Array(ages.length), plannedAt: new Float64Array(ages.length) };
  for (let i = 0; i < ages.length; i += 1) {
    polls.seconds[i] = Math.round(opening / SECOND_MS + ages[i]! * 3600);
    polls.plannedAt[i] = polls.seconds[i]! * SECOND_MS;
  }
  byOpening.set(opening, polls);
  return polls;
}

function pairCode(route: number): string {
  return `A${String.fromCharCode(65 + Math.floor(route / 26), 65 + (route % 26))}`;
}

/** What the polls see of an offer that is first gone at `hours`, comes back now and then, and flickers. */
function lookAt(
  draw: Draw,
  hours: number,
  ages: Float64Array,
  polls: Uint32Array,
): Pick<OfferLog, 'seconds' | 'codes'> {
  const seconds: number[] = [];
  const codes: number[] = [];
  const see = (poll: number, code: number): void => {
    if (poll >= polls.length || codes.at(-1) === code) return;
    if (seconds.at(-1) === polls[poll]) codes[codes.length - 1] = code;
    else {
      seconds.push(polls[poll]!);
      codes.push(code);
    }
  };
  let poll = 0;
  see(0, hours <= ages[0]! ? GONE : ON_SALE);
  if (draw.uniform() < FLICKER_SHARE) {
    const flicker = Math.floor(draw.uniform() * firstAt(ages, hours, 0)) - 1;
    if (flicker > 0) {
      see(flicker, GONE);
      see(flicker + 1, ON_SALE);
      poll = flicker + 1;
    }
  }
  for (let age = hours, isGone = true; age < ages[ages.length - 1]!; isGone = !isGone) {
    poll = firstAt(ages, age, poll);
    see(poll, isGone ? GONE : ON_SALE);
    age += isGone ? GONE_LEAST_HOURS + draw.exponential(GONE_MORE_HOURS) : draw.exponential(BACK_HOURS);
  }
  return { seconds: Uint32Array.from(seconds), codes: Uint8Array.from(codes) };
}

/** The first poll at or after an age. */
function firstAt(ages: Float64Array, age: number, from: number): number {
  let low = from;
  let high = ages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ages[middle]! < age) low = middle + 1;
    else high = middle;
  }
  return low;
}
