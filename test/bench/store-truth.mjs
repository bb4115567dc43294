// What the log must answer, from the generator's own polls: a plain second reading of them, with no code of
// the log's.
import { isDeepStrictEqual } from 'node:util';
import { parseAvailability, parseWaitlist } from '../../dist/src/seats/seat-code.js';

const UNLISTED = { kind: 'unknown', raw: null };
const SUSPENDED = { kind: 'suspended' };

/** Observations (seats in ok answers) and changes (seats that are not what they were a poll before) of a season. */
export class SeasonCounts {
  polls = 0;
  ok = 0;
  observations = 0;
  changes = 0;
  #followers = new Map();

  add(poll) {
    this.polls++;
    if (poll.outcome !== 'ok') return;
    this.ok++;
    const known = this.#followers.get(poll.pair);
    if (known?.follower.rows !== poll.rows) {
      const follower = known?.follower ?? new Follower();
      const seats = poll.rows.reduce((sum, row) => sum + row.seats.length, 0);
      for (const _ of follower.follow(poll.rows)) if (known !== undefined) this.changes++;
      this.#followers.set(poll.pair, { follower, seats });
    }
    this.observations += this.#followers.get(poll.pair).seats;
  }
}

/** One pair and date, answer after answer. */
export class Follower {
  rows = [];
  /** Classes of every row ever seen: a suspended row shows none, and they are its classes still. */
  #classes = new Map();

  /** [row, seat class, availability, waitlist] of each seat that this answer shows otherwise than the one before. */
  *follow(rows) {
    const before = this.rows;
    this.rows = rows;
    if (rows.length === before.length && rows.every((row, i) => row.trainNo === before[i].trainNo)) {
      for (const [i, row] of rows.entries()) if (row !== before[i]) yield* this.#followRow(row, before[i]);
      return;
    }
    const gone = new Map(before.map((row) => [keyOf(row), row]));
    for (const row of rows) {
      const old = gone.get(keyOf(row));
      gone.delete(keyOf(row));
      if (old !== row) yield* this.#followRow(row, old);
    }
    for (const [key, row] of gone) {
      for (const seatClass of this.#classes.get(key)) yield [row, seatClass, UNLISTED, null];
    }
  }

  *#followRow(row, old) {
    const key = keyOf(row);
    const classes = this.#classes.get(key) ?? new Set();
    this.#classes.set(key, classes);
    const seats = new Map(old?.seats.map((seat) => [seat.seatClass, seat]));
    for (const seat of row.seats) {
      classes.add(seat.seatClass);
      const was = seats.get(seat.seatClass);
      seats.delete(seat.seatClass);
      // Readings of the generator are the same object while they are the same.
      if (was !== seat) yield [row, seat.seatClass, seat.availability, seat.waitlist];
    }
    for (const seatClass of seats.keys()) yield [row, seatClass, SUSPENDED, null];
  }
}

/** The whole truth of one pair and date, up to `until`. */
export function replayTruth(polls, until = Number.POSITIVE_INFINITY) {
  const histories = new Map();
  const records = [];
  const follower = new Follower();
  let observedAt = null;
  for (const poll of polls) {
    if (toSecond(poll.observedAt) > until) break;
    records.push([poll.plannedAt, toSecond(poll.observedAt), poll.outcome]);
    if (poll.outcome !== 'ok') continue;
    observedAt = toSecond(poll.observedAt);
    for (const [row, seatClass, availability, waitlist] of follower.follow(poll.rows)) {
      const key = `${keyOf(row)} ${seatClass}`;
      const points = histories.get(key) ?? { offer: { ...offerOf(row), seatClass }, points: [] };
      const before = points.points.at(-1);
      const same =
        before && before.waitlist === waitlist && isDeepStrictEqual(before.availability, availability);
      if (!same) points.points.push({ at: observedAt, availability, waitlist });
      histories.set(key, points);
    }
  }
  return { observedAt, rows: follower.rows, histories, records };
}

/** Throws when the log answers anything else about this pair and date than the polls say. */
export async function verifyDay(log, { pair, travelDate }, pollsOf, random) {
  const name = `${pair.from}-${pair.to} ${travelDate}`;
  const polls = [...pollsOf()];
  const truth = replayTruth(polls);
  compareBoard(`${name}: board`, await log.readBoard(pair, travelDate), truth);
  const asOf = polls[Math.floor(random() * polls.length)].observedAt;
  const past = replayTruth(polls, asOf);
  compareBoard(`${name}: board as of ${asOf}`, await log.readBoard(pair, travelDate, asOf), past);
  for (const { offer, points } of truth.histories.values()) {
    const history = await log.readHistory(pair, travelDate, offer);
    expectEqual(`${name}: history of ${offer.trainNo} ${offer.seatClass}`, history, points);
  }
  const day = await log.readDay(pair, travelDate);
  expectEqual(`${name}: offers of the day`, day.offers.length, truth.histories.size);
  for (const [key, { points }] of truth.histories) {
    const offer = day.offers.find((one) => `${keyOf(one)} ${one.seatClass}` === key);
    expectEqual(`${name}: day, ${key}`, offer && readPacked(offer), points);
  }
  const kept = await log.readPolls(pair, travelDate);
  const records = kept.map((poll) => [poll.plannedAt, poll.observedAt, poll.outcome]);
  expectEqual(`${name}: polls`, records, truth.records);
  return { histories: truth.histories.size, polls: polls.length };
}

/** Many at once are what each is alone, and so are a season's days. */
export async function verifyBoards(log, watches) {
  const boards = await Promise.all(watches.map(({ pair, travelDate }) => log.readBoard(pair, travelDate)));
  expectEqual('many boards at once', await log.readBoards(watches), boards);
  const days = await Promise.all(watches.map(({ pair, travelDate }) => log.readDay(pair, travelDate)));
  expectEqual('many days at once', await log.readDays(watches), days);
}

function readPacked({ seconds, codes }) {
  return Array.from(codes, (code, i) => ({
    at: seconds[i] * 1_000,
    availability: parseAvailability(code, []),
    waitlist: parseWaitlist(code),
  }));
}

function compareBoard(what, board, truth) {
  if (truth.observedAt === null) return expectEqual(what, board, null);
  expectEqual(`${what}: time`, board.observedAt, truth.observedAt);
  const listed = board.rows.filter((row) => row.listed);
  const seatsOf = (rows) => Object.fromEntries(rows.map((row) => [keyOf(row), summarize(row)]).sort());
  // A suspended train keeps its seats on the board, suspended; its answer has none.
  expectEqual(what, seatsOf(listed), seatsOf(truth.rows));
  for (const row of board.rows) {
    for (const seat of row.seats) {
      const { points } = truth.histories.get(`${keyOf(row)} ${seat.seatClass}`);
      const { at, availability, waitlist } = points.at(-1);
      const seen = { at: seat.changedAt, availability: seat.availability, waitlist: seat.waitlist };
      expectEqual(`${what}: ${row.trainNo} ${seat.seatClass}`, seen, { at, availability, waitlist });
    }
  }
}

function summarize(row) {
  const { trainCode, saleState, note, departureTime, saleOpensAt } = row;
  const seats =
    saleState === 'suspended'
      ? []
      : row.seats.map((seat) => [seat.seatClass, seat.availability, seat.priceFen]);
  return [trainCode, saleState, note, departureTime, saleOpensAt, seats.sort()];
}

function expectEqual(what, got, expected) {
  if (isDeepStrictEqual(got, expected)) return;
  const show = (value) => JSON.stringify(value)?.slice(0, 1_000);
  throw new Error(
    `${what}: what is read is not what was written\n  read    ${show(got)}\n  written ${show(expected)}`,
  );
}

function keyOf(row) {
  return `${row.trainNo} ${row.origin} ${row.destination}`;
}

function offerOf({ trainNo, origin, destination }) {
  return { trainNo, origin, destination };
}

/** The log keeps observations to the second. */
function toSecond(at) {
  return Math.floor(at / 1000) * 1000;
}
