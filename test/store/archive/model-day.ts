import type { Poll, TrainRow, Watch } from '../../../src/seats/schema.ts';
import { SEAT_CLASS_ORDER, type SeatClass } from '../../../src/seats/seat-classes.data.ts';
import {
  NOT_OFFERED_CODE,
  planSeatCode,
  SUSPENDED_CODE,
  UNLISTED_CODE,
} from '../../../src/seats/seat-code.ts';
import type { ArchivedDay, Track } from '../../../src/store/archive/archived-day.ts';
import { GONE, planProvenanceCode, planSaleCode } from '../../../src/store/seat-log/codes.ts';
import { planFacts } from '../../../src/store/seat-log/facts.ts';

type OkPoll = Extract<Poll, { outcome: 'ok' }>;
/** A value is a code, or the text (of facts, of a raw token with its waitlist) that gets its number at the end. */
type Value = number | string;
interface Course {
  polls: number[];
  values: Value[];
}
interface ModelRow {
  row: TrainRow;
  /** The last poll that listed it. */
  listedAt: number;
  sale: Course;
  facts: Course;
  seats: Map<SeatClass, Course>;
}

const second = (at: number) => Math.floor(at / 1000);

/**
 * The canonical day that a log must come to when it was given these polls in this order: a plain second reading of
 * them, which shares nothing with the log but the codes. Of two answers to one plan or in one second the first stays.
 */
export function buildModelDay({ pair, travelDate }: Watch, delivered: Iterable<Poll>): ArchivedDay {
  const { ok, failures } = sortDelivered(delivered);
  const provenance: Course = { polls: [], values: [] };
  const rows = new Map<string, ModelRow>();
  let listed: ModelRow[] = [];
  for (const [place, poll] of ok.entries()) {
    put(provenance, place, planProvenanceCode(poll.provenance));
    listed = putAnswer(rows, place, poll.rows, listed);
  }
  const sorted = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  const classes = sorted.map(({ seats }) => SEAT_CLASS_ORDER.filter((seatClass) => seats.has(seatClass)));
  const facts = numberTexts(sorted.map((row) => row.facts));
  const seatCourses = sorted.map((row, i) => (classes[i] ?? []).map((one) => row.seats.get(one) as Course));
  const tokens = numberTexts(seatCourses.flat(), (text) => JSON.parse(text)[0]);
  const seatCode = (text: string) => {
    const [raw, waitlist] = JSON.parse(text);
    return planSeatCode({ kind: 'unknown', raw }, waitlist, (one) => tokens.indexOf(one));
  };
  return {
    pair,
    travelDate,
    rows: sorted.map(({ row: { trainNo, origin, destination } }, i) => ({
      ...{ trainNo, origin, destination, seats: classes[i] ?? [] },
    })),
    facts: facts.map((text) => JSON.parse(text)),
    tokens,
    planned: Float64Array.from(ok, (poll) => poll.plannedAt),
    observed: Uint32Array.from(ok, (poll) => second(poll.observedAt)),
    failures,
    tracks: [
      pack(provenance),
      ...sorted.flatMap((row, i) => [
        pack(row.sale),
        pack(row.facts, (text) => facts.indexOf(text)),
        ...(seatCourses[i] ?? []).map((course) => pack(course, seatCode)),
      ]),
    ],
  };
}

function sortDelivered(delivered: Iterable<Poll>): { ok: OkPoll[]; failures: ArchivedDay['failures'] } {
  const ok: OkPoll[] = [];
  const plans = new Set<number>();
  const seconds = new Set<number>();
  const failures = new Map<string, ArchivedDay['failures'][number]>();
  for (const poll of delivered) {
    const { plannedAt: planned, observedAt, outcome } = poll;
    const observed = second(observedAt);
    if (outcome === 'ok') {
      if (plans.has(planned) || seconds.has(observed)) continue;
      plans.add(planned);
      seconds.add(observed);
      ok.push(poll);
    } else {
      const { sign, detail } = poll.failure;
      failures.set(JSON.stringify([observed, planned, outcome, sign, detail]), {
        ...{ observed, planned, outcome, sign, detail },
      });
    }
  }
  ok.sort((a, b) => a.observedAt - b.observedAt);
  const texts = [...failures].sort(([a, x], [b, y]) => x.observed - y.observed || (a < b ? -1 : 1));
  return { ok, failures: texts.map(([, failure]) => failure) };
}

/** `before` is the answer before this one, with the model of each of its rows. */
function putAnswer(
  rows: Map<string, ModelRow>,
  place: number,
  answer: readonly TrainRow[],
  before: ModelRow[],
): ModelRow[] {
  // The very same object as in the answer before says the very same: a season's polls share their rows.
  const listed = answer.map((row, i) => {
    const known = before[i];
    return known?.row === row ? known : putListed(rows, place, row);
  });
  for (const model of listed) model.listedAt = place;
  for (const { listedAt, sale, seats } of before) {
    if (listedAt === place) continue;
    put(sale, place, GONE);
    for (const course of seats.values()) put(course, place, UNLISTED_CODE);
  }
  return listed;
}

function putListed(rows: Map<string, ModelRow>, place: number, row: TrainRow): ModelRow {
  const key = `${row.trainNo} ${row.origin} ${row.destination}`;
  const model = rows.get(key) ?? { row, listedAt: place, sale: begin(), facts: begin(), seats: new Map() };
  rows.set(key, model);
  putRow(model, place, row);
  model.row = row;
  return model;
}

function putRow(model: ModelRow, place: number, row: TrainRow): void {
  put(model.sale, place, planSaleCode(row.saleState));
  if (model.facts.polls.length === 0 || !hasSameFacts(row, model.row)) {
    put(model.facts, place, JSON.stringify(planFacts(row)));
  }
  const offered = row.seats.filter((seat) => seat.availability.kind !== 'notOffered');
  const left = new Set(model.seats.keys());
  for (const { seatClass, availability, waitlist } of offered) {
    left.delete(seatClass);
    const course = model.seats.get(seatClass) ?? begin();
    model.seats.set(seatClass, course);
    const isRaw = availability.kind === 'unknown' && availability.raw !== null;
    const value = isRaw
      ? JSON.stringify([availability.raw, waitlist])
      : planSeatCode(availability, waitlist, () => 0);
    put(course, place, value);
  }
  const code = row.saleState === 'suspended' ? SUSPENDED_CODE : NOT_OFFERED_CODE;
  for (const seatClass of left) put(model.seats.get(seatClass) as Course, place, code);
}

/** Whether nothing differs but how many seats are left: to write out what is the same would take most of the time. */
function hasSameFacts(row: TrainRow, before: TrainRow): boolean {
  for (const field in row) {
    if (field === 'seats' || field === 'saleState') continue;
    if (row[field as keyof TrainRow] !== before[field as keyof TrainRow]) return false;
  }
  return (
    row.seats.length === before.seats.length &&
    row.seats.every((seat, i) => {
      const other = before.seats[i];
      const isOffered = seat.availability.kind !== 'notOffered';
      return (
        seat.seatClass === other?.seatClass &&
        seat.priceFen === other.priceFen &&
        isOffered === (other.availability.kind !== 'notOffered')
      );
    })
  );
}

function begin(): Course {
  return { polls: [], values: [] };
}

function put(course: Course, place: number, value: Value): void {
  if (course.values.at(-1) === value) return;
  course.polls.push(place);
  course.values.push(value);
}

/** The different texts of some courses in order of first use: by poll, within a poll by course. */
function numberTexts(courses: readonly Course[], textOf = (text: string): string => text): string[] {
  const uses = courses.flatMap(({ polls, values }, course) =>
    values.flatMap((value, i) =>
      typeof value === 'string' ? [{ poll: polls[i] as number, course, text: textOf(value) }] : [],
    ),
  );
  uses.sort((a, b) => a.poll - b.poll || a.course - b.course);
  return [...new Set(uses.map((use) => use.text))];
}

function pack({ polls, values }: Course, numberOf: (text: string) => number = Number): Track {
  const numbers = values.map((value) => (typeof value === 'string' ? numberOf(value) : value));
  return { polls: Uint32Array.from(polls), values: Uint16Array.from(numbers) };
}
