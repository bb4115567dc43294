// The scenario's model laid out in time: of each offer every instant at which what 12306 shows of it changes.
import { planDatedLeg, stateOf } from '../../dist/fixtures/double/dated-leg.js';
import { buildSaleTimes } from '../../dist/fixtures/double/sale-window.js';
import { stockAt } from '../../dist/fixtures/double/seat-model.js';
import { openSyntheticSource } from '../../dist/fixtures/double/synthetic-source.js';
import { buildTimetable, clockText } from '../../dist/fixtures/double/timetable.js';
import { SCENARIOS } from '../../dist/fixtures/scenarios/index.js';

const MOST_COUNTED = 20;
/** One answer in so many is held against the double's own word. */
const CHECK_EVERY = 97;

/** The watched pairs and days of a scenario with their rows and the whole course of each offer. */
export function buildSeason(name) {
  const scenario = SCENARIOS.get(name);
  const saleTimes = buildSaleTimes(scenario);
  const timetable = buildTimetable(scenario.trains, scenario.stations);
  const source = openSyntheticSource(scenario);
  const watches = scenario.watch.map(({ pair, travelDate }) => {
    const legs = timetable.legsBetween(pair.from, pair.to);
    const dated = legs.flatMap((leg) => planDatedLeg(leg, travelDate, scenario, saleTimes) ?? []);
    return {
      pair,
      travelDate,
      // As far as the plan looks at them: the rest of a row is nothing to it.
      rows: dated.map(({ leg }) => ({
        origin: leg.origin,
        departureTime: clockText(leg.departure),
        saleOpensAt: null,
        listed: true,
        seats: [],
      })),
      offers: dated.flatMap((leg, row) =>
        leg.seats.map((seat) => ({ row, ...buildOffer(leg, seat, travelDate) })),
      ),
    };
  });
  checkAgainst(source, watches);
  return {
    seed: scenario.seed,
    watches,
    offers: watches.reduce((sum, watch) => sum + watch.offers.length, 0),
    lastTravelDateAt: (now) => source.windowAt(now).last,
  };
}

function buildOffer(row, seat, travelDate) {
  const { course, seatClass } = seat;
  const times = [Number.NEGATIVE_INFINITY];
  const values = ['notOnSale'];
  for (const at of candidates(row, course)) {
    const value = shownAt(row, course, at);
    if (value === values.at(-1)) continue;
    times.push(at);
    values.push(value);
  }
  const soldOut = values.indexOf('none');
  return {
    key: {
      trainNo: row.trainNo,
      origin: row.leg.origin,
      destination: row.leg.destination,
      seatClass,
      travelDate,
    },
    opensAt: row.opensAt,
    departsAt: row.departsAt,
    times,
    values,
    soldOutAt: soldOut < 0 ? null : times[soldOut],
  };
}

/** Every instant at which the offer may change: sold down by one below twenty-one, returns, suspensions. */
function candidates(row, course) {
  const instants = [row.opensAt, ...row.spells.flatMap((spell) => [spell.from, spell.until])];
  for (const event of course.returns) instants.push(event.at, Math.ceil(event.until));
  const sold = { ...course, returns: [] };
  for (let left = MOST_COUNTED; left >= 0; left--) {
    if (stockAt(sold, row.departsAt - 1) > left) break;
    let low = row.opensAt;
    let high = row.departsAt;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (stockAt(sold, middle) <= left) high = middle;
      else low = middle;
    }
    instants.push(high);
  }
  return instants.filter((at) => at >= row.opensAt && at < row.departsAt).sort((a, b) => a - b);
}

function shownAt(row, course, at) {
  const state = stateOf(row, at, false);
  if (state === 'suspended') return 'suspended';
  if (state === 'notYetOnSale') return 'notOnSale';
  const stock = stockAt(course, at);
  return stock === 0 ? 'none' : stock > MOST_COUNTED ? 'plenty' : String(stock);
}

/** Where in the course an instant lies. */
export function indexAt(times, at) {
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (times[middle] <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Change points of the model in a span; what an offer is when it goes on sale counts, as it does for who watches. */
export function countTruth(season, from, until) {
  let count = 0;
  for (const offer of season.watches.flatMap((watch) => watch.offers)) {
    for (const at of offer.times) if (at >= from && at < until) count++;
  }
  return count;
}

/** The courses are only as good as the double's own answers: some of them are asked for. */
function checkAgainst(source, watches) {
  const offers = watches.flatMap((watch) => watch.offers);
  for (let index = 0; index < offers.length; index += CHECK_EVERY) {
    const { key, times, values, opensAt, departsAt } = offers[index];
    for (const share of [0, 0.001, 0.1, 0.5, 0.9, 0.999]) {
      const at = Math.floor(opensAt + share * (departsAt - 1 - opensAt));
      const truth = source.availabilityAt(key, at);
      const text = truth.kind === 'count' ? String(truth.count) : truth.kind;
      const ours = values[indexAt(times, at)];
      if (ours !== text)
        throw new Error(`the model says ${text}, we ${ours}: ${JSON.stringify(key)} at ${at}`);
    }
  }
}
