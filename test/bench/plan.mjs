// What the plan finds beside a uniform plan at the same budget: change points of a season of the scenario's model, and how late each dates the first sell-outs of hot offers after an opening. No HTTP, a simulated clock; both
// sides are the same planPolls and differ in the schedule alone.
import { MINUTE_MS, SECOND_MS, startOfDay } from '../../dist/src/calendar/china-time.js';
import { createStationTable } from '../../dist/src/stations/station-table.js';
import { planPolls } from '../../dist/src/upstream/poll-plan.js';
import { TICK_MS } from '../../dist/src/upstream/poll-schedule.js';
import { arrangeWatchFacts, rememberFeeBoundaries } from '../../dist/src/upstream/watch-facts.js';
import { buildSeason, countTruth, indexAt } from './plan-world.mjs';
import { median } from './support.mjs';

/** An offer is hot that sells out within so long of its opening. */
const HOT_MS = 30 * MINUTE_MS;

/** One season watched by one schedule: what it saw of each offer, poll by poll. */
function watchSeason(season, { schedule, budget, from, until }) {
  const stations = createStationTable([], from);
  const feeBoundariesOf = rememberFeeBoundaries();
  const watched = season.watches.map((watch) => ({
    watch,
    facts: arrangeWatchFacts(watch, null, stations, feeBoundariesOf),
    wasSeen: false,
    offers: watch.offers.map((offer) => ({ offer, seen: null, changedAt: 0, soldOutAt: null })),
  }));
  const indexOf = new Map(season.watches.map((watch, index) => [keyOf(watch), index]));
  const lastPolledAt = watched.map(() => null);
  const facts = watched.map((one) => one.facts);
  const counts = { polls: 0, found: 0 };
  for (let now = startOfDay(from); now < startOfDay(until); now += TICK_MS) {
    const plan = planPolls({
      watchlist: season.watches,
      schedule,
      facts,
      serviceHours: [],
      lastPolledAt,
      budget,
      lastTravelDate: season.lastTravelDateAt(now),
      notBefore: null,
      now,
    });
    for (const [turn, poll] of plan.entries()) {
      const index = indexOf.get(keyOf(poll));
      // Requests are spread over the tick, as the shared budget spreads them.
      const at = now + Math.floor((turn * TICK_MS) / budget) + SECOND_MS;
      counts.polls++;
      counts.found += look(watched[index], at);
      facts[index] = factsAfter(watched[index], at, { stations, feeBoundariesOf });
      lastPolledAt[index] = now;
    }
  }
  return { ...counts, watched };
}

/** One poll: how many offers are not what they were. The first look finds everything new, which is no change. */
function look(one, at) {
  let found = 0;
  for (const state of one.offers) {
    const { offer } = state;
    if (at >= offer.departsAt) continue;
    const index = indexAt(offer.times, at);
    if (state.seen === index) continue;
    if (state.seen !== null && offer.values[index] !== offer.values[state.seen]) found++;
    if (state.seen === null || offer.values[index] !== offer.values[state.seen]) state.changedAt = at;
    if (offer.values[index] === 'none' && at >= offer.opensAt) state.soldOutAt ??= at;
    state.seen = index;
  }
  return found;
}

/** What jobs/watch-memory.ts would arrange from the board: rules once, then what moved. */
function factsAfter(one, at, { stations, feeBoundariesOf }) {
  if (!one.wasSeen) {
    one.wasSeen = true;
    const board = { observedAt: at, rows: one.watch.rows };
    one.facts = arrangeWatchFacts(one.watch, board, stations, feeBoundariesOf);
    for (const [row, train] of one.facts.trains.entries()) {
      train.states = one.offers.filter((state) => state.offer.row === row);
    }
  }
  for (const train of one.facts.trains) train.changedAt = train.states.map((state) => state.changedAt);
  return { ...one.facts, observedAt: at };
}

function keyOf({ pair, travelDate }) {
  return `${pair.from}-${pair.to}-${travelDate}`;
}

/** How far off the first sell-out of each hot offer was dated, in seconds; one never seen is off for ever. */
function datingErrors(watched, { from, until }) {
  const errors = [];
  for (const { offer, soldOutAt } of watched.flatMap((one) => one.offers)) {
    const truth = offer.soldOutAt;
    const isHot = truth !== null && truth - offer.opensAt < HOT_MS && truth < startOfDay(until);
    if (!isHot || offer.opensAt < startOfDay(from)) continue;
    errors.push(soldOutAt === null ? Number.POSITIVE_INFINITY : Math.abs(soldOutAt - truth) / SECOND_MS);
  }
  return errors;
}

/** The budget that 12306 itself is asked with by default: 40 requests in 5 minutes, an eighth of them for other things. */
const BUDGET = 3;

const CASES = [
  {
    name: 'taiyuan-2021',
    note: 'the default scenario, whole',
    span: { from: '2021-01-12', until: '2021-02-18' },
    shortSpan: { from: '2021-01-29', until: '2021-01-31' },
  },
  {
    name: 'taiyuan-2021-rush',
    note: 'the same trains in a hotter market, from the day before sales go on to New Year’s Day',
    span: { from: '2021-01-28', until: '2021-02-13' },
    shortSpan: { from: '2021-01-29', until: '2021-01-31' },
  },
];

/** Prints both sides of each case. `short` is the form .ci/run uses: two days instead of all. */
export function benchPlan({ short }) {
  for (const { name, note, span, shortSpan } of CASES)
    comparePlans({ name, note, ...(short ? shortSpan : span) });
}

function comparePlans({ name, note, from, until }) {
  const season = buildSeason(name);
  const truth = countTruth(season, startOfDay(from), startOfDay(until));
  console.log(
    `${name} (${note}; synthetic, seed ${season.seed}): ${from} to ${until}, ${season.watches.length} pairs and ` +
      `days, ${season.offers} offers, ${truth} change points; ${BUDGET} polls a tick of ${TICK_MS / SECOND_MS} s`,
  );
  const found = ['adaptive', 'uniform'].map((schedule) => {
    const side = watchSeason(season, { schedule, budget: BUDGET, from, until });
    const errors = datingErrors(side.watched, { from, until });
    const off = errors.length === 0 ? 'none to date' : `${median(errors).toFixed(0)} s off (median)`;
    console.log(
      `  ${schedule.padEnd(8)} ${side.polls} polls, ${side.found} change points, ` +
        `${((100 * side.found) / truth).toFixed(1)} % of all; first sell-outs of ${errors.length} hot offers: ${off}`,
    );
    return side.found;
  });
  console.log(
    `  ratio of change points found: ${(found[0] / found[1]).toFixed(2)} (no plan could reach more than ${(truth / found[1]).toFixed(2)})`,
  );
}
