import type { Draw } from './demand-draw.ts';
import { BASELINE, HORIZON, type Polling, SEASON } from './demand-world.ts';

/** Looked at beyond the horizon, as a real sale is: it goes on to the departure. */
const LAST_AGE = HORIZON + 12;
const MINUTES = 60;
const FIRST_DAY = 24;
const RARE_GAP_HOURS = 300;
const GAP_HOURS = 40;

const TEN_MINUTES = steady(10);
const HOURLY = steady(60);

export interface Scenario {
  name: string;
  /** How far the ratio may move on average, in percent of itself. */
  mostMovedPercent: number;
  /** Of the seasons asked for, those simulated with it. */
  share: number;
  poll(draw: Draw): (year: number, routeHours: number) => Polling;
}

/** How real polling departs from a look every ten minutes. */
export const SCENARIOS: readonly Scenario[] = [
  { name: 'a look every 10 minutes', mostMovedPercent: 0.5, share: 1, poll: () => () => whole(TEN_MINUTES) },
  {
    name: 'one year looked at every hour only',
    mostMovedPercent: 1,
    share: 0.3,
    poll: () => (year) => (year === BASELINE ? whole(HOURLY, 60) : whole(TEN_MINUTES)),
  },
  {
    name: 'gaps of 1 to 8 hours, a tenth of all polls',
    mostMovedPercent: 1,
    share: 0.3,
    poll: (draw) => () => withGaps(draw, TEN_MINUTES),
  },
  {
    name: 'this year outages at openings, the hotter the route the likelier',
    mostMovedPercent: 1,
    share: 0.3,
    poll: (draw) => (year, routeHours) =>
      year === SEASON && draw.uniform() < 5 / routeHours ? withOutage(draw, TEN_MINUTES) : whole(TEN_MINUTES),
  },
];

function steady(minutes: number): Float64Array {
  const every = minutes / MINUTES;
  return Float64Array.from({ length: Math.floor(LAST_AGE / every) }, (_, i) => (i + 0.5) * every);
}

function whole(ages: Float64Array, usualIntervalMinutes = 10): Polling {
  return { ages, failedAges: [], usualIntervalMinutes };
}

/** Gaps of 4.5 hours on average: rare on the first day, where they cost the cell, and about one in 45 hours later. */
function withGaps(draw: Draw, ages: Float64Array): Polling {
  const gaps: [number, number][] = [];
  let from = draw.exponential(RARE_GAP_HOURS);
  if (from > FIRST_DAY) from = FIRST_DAY + draw.exponential(GAP_HOURS);
  while (from < LAST_AGE) {
    const to = from + 1 + 7 * draw.uniform();
    gaps.push([from, to]);
    from = Math.max(to, FIRST_DAY) + draw.exponential(GAP_HOURS);
  }
  return without(ages, gaps);
}

/** Nothing is answered for 5 to 90 minutes after the opening. */
function withOutage(draw: Draw, ages: Float64Array): Polling {
  return without(ages, [[0, (5 + 85 * draw.uniform()) / MINUTES]]);
}

function without(ages: Float64Array, gaps: readonly [number, number][]): Polling {
  if (gaps.length === 0) return whole(ages);
  const kept = new Float64Array(ages.length);
  const failedAges: number[] = [];
  let good = 0;
  let gap = 0;
  for (let i = 0; i < ages.length; i += 1) {
    const age = ages[i]!;
    while (gap < gaps.length && gaps[gap]![1] <= age) gap += 1;
    if (gap < gaps.length && gaps[gap]![0] < age) failedAges.push(age);
    else kept[good++] = age;
  }
  return { ages: kept.slice(0, good), failedAges, usualIntervalMinutes: 10 };
}
