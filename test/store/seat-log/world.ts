import type { Random } from '../../../fixtures/synthetic-season/seeded-random.ts';
import type { CivilDate, Instant } from '../../../src/calendar/china-time.ts';
import type {
  Availability,
  OdPair,
  Poll,
  SaleState,
  SeatReading,
  TrainRow,
} from '../../../src/seats/schema.ts';
import type { SeatClass } from '../../../src/seats/seat-classes.data.ts';

export { seededRandom } from '../../../fixtures/synthetic-season/seeded-random.ts';

const CLASSES: SeatClass[] = ['9', 'M', 'O', '4', '3', '1', 'W'];
const TOKENS = ['--', '候补', '1+', '?', '21', 'x'.repeat(200)];
const SALE_STATES: SaleState[] = ['onSale', 'soldOut', 'notYetOnSale', 'suspended', 'unknown'];
const SIGNS = ['html-instead-of-json', 'timeout', 'http-403'];

/** An imagined 12306: trains that appear, vanish, return, are suspended, change their facts and their classes. */
export class World {
  readonly #random: Random;
  readonly #trains: { row: TrainRow; listed: boolean }[] = [];
  readonly #busyness: number;
  #names = 0;

  constructor(random: Random) {
    this.#random = random;
    this.#busyness = 0.02 + 0.3 * random() ** 3;
    for (let i = 0; i < 1 + Math.floor(random() * 6); i++) this.#trains.push(this.#newTrain());
  }

  /** Lets some time pass and gives the rows an answer would have now; never none. */
  answer(): TrainRow[] {
    if (this.#once(0.02) && this.#trains.length < 12) this.#trains.push(this.#newTrain());
    for (const train of this.#trains) {
      if (this.#once(train.listed ? 0.01 : 0.2)) train.listed = !train.listed;
      this.#disturb(train.row);
    }
    const listed = this.#trains.filter((train) => train.listed).map((train) => structuredClone(train.row));
    if (listed.length > 0) return listed;
    const [first] = this.#trains;
    return first === undefined ? [] : [structuredClone(first.row)];
  }

  #disturb(row: TrainRow): void {
    for (const seat of row.seats) {
      if (!this.#once(this.#busyness)) continue;
      seat.availability = this.#availability();
      seat.waitlist = this.#pick([false, false, true, null]);
    }
    if (this.#once(0.01)) row.seats = this.#seats();
    if (this.#once(0.01)) row.note = this.#pick(['预订', '列车停运', '14点起售']);
    if (this.#once(0.01)) row.waitlist = this.#pick([true, false, null]);
    if (this.#once(0.02)) row.saleState = this.#pick(SALE_STATES);
    if (this.#once(0.01)) {
      const withheld = row.departureTime !== null;
      row.departureTime = withheld ? null : '07:00';
      row.arrivalTime = withheld ? null : '12:00';
      row.durationMinutes = withheld ? null : 300;
      if (withheld && this.#once(0.5)) row.seats = [];
    }
  }

  #newTrain(): { row: TrainRow; listed: boolean } {
    const number = this.#names++;
    // Two legs of one train, and two trains under one public code.
    const leg = number % 3 === 2 ? number - 1 : number;
    const row: TrainRow = {
      trainNo: `2700000G${leg}`,
      trainCode: `G${1000 + (number % 5)}`,
      start: 'TNV',
      end: 'HGH',
      origin: leg === number ? 'TNV' : 'TYV',
      destination: 'HGH',
      originDate: this.#pick(['2021-02-09', '2021-02-08', null]),
      departureTime: this.#pick(['06:10', '12:50', '21:00', null]),
      arrivalTime: '21:30',
      durationMinutes: 520,
      saleState: this.#pick(SALE_STATES),
      saleOpensAt: this.#pick([null, Date.parse('2021-01-11T14:00:00+08:00')]),
      waitlist: false,
      note: '预订',
      seats: this.#seats(),
    };
    return { row, listed: true };
  }

  #seats(): SeatReading[] {
    return CLASSES.filter(() => this.#once(0.6)).map((seatClass) => ({
      seatClass,
      availability: this.#availability(),
      waitlist: this.#pick([true, false, null]),
      priceFen: this.#pick([null, 55300, 69350]),
    }));
  }

  #availability(): Availability {
    const count = 1 + Math.floor(this.#random() * 20);
    return this.#pick<Availability>([
      { kind: 'count', count },
      { kind: 'count', count },
      { kind: 'plenty' },
      { kind: 'none' },
      { kind: 'notOnSale' },
      { kind: 'notOffered' },
      { kind: 'suspended' },
      { kind: 'unknown', raw: null },
      { kind: 'unknown', raw: this.#pick(TOKENS) },
    ]);
  }

  #once(chance: number): boolean {
    return this.#random() < chance;
  }

  #pick<T>(values: readonly T[]): T {
    return values[Math.floor(this.#random() * values.length)] as T;
  }
}

/**
 * `count` polls in the order in which they reach the log: mostly in order of time, some late, some twice (as
 * the same poll, with a new answer to an old plan, or with a new plan in an old second), some failed.
 */
export function planDeliveries(pair: OdPair, travelDate: CivilDate, count: number, random: Random): Poll[] {
  const world = new World(random);
  // In order, out of order only now and then, or often.
  const lateness = [0, 0.005, 0.1][Math.floor(random() * 3)] ?? 0;
  const onGrid = random() < 0.7;
  const deliveries: { poll: Poll; rank: number }[] = [];
  let planned = Date.parse('2021-01-12T05:00:00+08:00') + (onGrid ? 0 : 123);
  let observed = planned;
  while (deliveries.length < count) {
    planned += onGrid || random() < 0.5 ? 300_000 : Math.floor(random() * 400_000) + 1;
    if (random() < 0.02) planned += 3_600_000;
    observed = Math.max(observed, planned + Math.floor(random() * 4_000));
    const rank = deliveries.length + (random() < lateness ? Math.ceil(random() * 30) : 0);
    const poll = planPoll(pair, travelDate, planned, observed, world, random);
    deliveries.push({ poll, rank });
    if (random() < 0.03) deliveries.push({ poll, rank: rank + random() * 200 * lateness });
    if (random() < 0.03) {
      // A job that ran twice: this plan or the one before, asked again a little later.
      observed += Math.floor(random() * 3_000);
      const plan = planned - (random() < 0.5 ? 0 : 300_000);
      const again = planPoll(pair, travelDate, plan, observed, world, random);
      deliveries.push({ poll: again, rank: rank + random() * 100 * lateness });
    }
  }
  return deliveries.sort((a, b) => a.rank - b.rank).map((delivery) => delivery.poll);
}

function planPoll(
  pair: OdPair,
  travelDate: CivilDate,
  plannedAt: Instant,
  observedAt: Instant,
  world: World,
  random: Random,
): Poll {
  const base = { pair, travelDate, plannedAt, observedAt };
  const rows = world.answer();
  if (random() < 0.9) {
    const provenance = random() < 0.98 ? 'synthetic' : 'recorded';
    return { ...base, provenance, outcome: 'ok', rows };
  }
  const outcome =
    (['empty', 'refused', 'failed', 'changed-shape'] as const)[Math.floor(random() * 4)] ?? 'failed';
  const sign = SIGNS[Math.floor(random() * SIGNS.length)] as string;
  return { ...base, provenance: 'synthetic', outcome, failure: { sign, detail: `第${plannedAt % 7}次` } };
}
