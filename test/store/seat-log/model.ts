import type { CivilDate, Instant } from '../../../src/calendar/china-time.ts';
import type { Board, BoardRow, ChangePoint, OfferKey, PollRecord } from '../../../src/seats/board.ts';
import type { DayLog, OfferLog } from '../../../src/seats/day-log.ts';
import type { Availability, OdPair, Poll, TrainRow } from '../../../src/seats/schema.ts';
import { SEAT_CLASS_ORDER, type SeatClass } from '../../../src/seats/seat-classes.data.ts';

import { planSeatCode, TOKENS_MOST } from '../../../src/seats/seat-code.ts';

type OkPoll = Extract<Poll, { outcome: 'ok' }>;
type Reading = { availability: Availability; waitlist: boolean | null };

interface KnownRow {
  row: TrainRow;
  listed: boolean;
  observedAt: Instant;
  seats: Map<SeatClass, Reading & { changedAt: Instant; points: ChangePoint[] }>;
}

/**
 * What the seat log must answer about one pair and date, written down as plainly as possible: it keeps the
 * polls, and every read starts over from the first in order of time.
 */
export class SeatLogModel {
  readonly pair: OdPair;
  readonly travelDate: CivilDate;
  readonly ok: OkPoll[] = [];
  readonly failed: Exclude<Poll, OkPoll>[] = [];
  #replayed: { asOf: Instant; polls: number; known: Map<string, KnownRow> } | null = null;

  constructor(pair: OdPair, travelDate: CivilDate) {
    this.pair = pair;
    this.travelDate = travelDate;
  }

  /** Polls come as the generator made them; the log knows the time of an answer to the second. */
  writePoll(poll: Poll): 'written' | 'repeated' | 'late' {
    const observedAt = floorSecond(poll.observedAt);
    const word = this.ok.some((kept) => kept.observedAt > observedAt) ? 'late' : 'written';
    if (poll.outcome !== 'ok') {
      const same = (kept: Poll) => JSON.stringify(kept) === JSON.stringify({ ...poll, observedAt });
      if (this.failed.some(same)) return 'repeated';
      this.failed.push({ ...poll, observedAt });
      return word;
    }
    const same = (kept: Poll) => kept.plannedAt === poll.plannedAt || kept.observedAt === observedAt;
    if (this.ok.some(same)) return 'repeated';
    this.ok.push({ ...poll, observedAt });
    this.ok.sort((a, b) => a.observedAt - b.observedAt);
    return word;
  }

  hasPoll(plannedAt: Instant): boolean {
    return this.ok.some((poll) => poll.plannedAt === plannedAt);
  }

  readPolls(asOf = Number.POSITIVE_INFINITY): PollRecord[] {
    const ok = this.ok.map(({ plannedAt, observedAt, outcome }) => {
      return { plannedAt, observedAt, outcome, sign: null, detail: null };
    });
    const failed = this.failed.map(({ plannedAt, observedAt, outcome, failure }) => {
      return { plannedAt, observedAt, outcome, sign: failure.sign, detail: failure.detail };
    });
    const rank = (poll: PollRecord) =>
      `${poll.outcome === 'ok' ? '' : poll.outcome} ${poll.sign} ${poll.detail}`;
    return [...ok, ...failed]
      .filter((poll) => poll.observedAt <= asOf)
      .sort(
        (a, b) => a.observedAt - b.observedAt || a.plannedAt - b.plannedAt || compareText(rank(a), rank(b)),
      );
  }

  readLastPolls(): { lastPolledAt: Instant | null; lastOkAt: Instant | null } {
    return {
      lastPolledAt: this.readPolls().at(-1)?.observedAt ?? null,
      lastOkAt: this.ok.at(-1)?.observedAt ?? null,
    };
  }

  readHistory(offer: OfferKey, asOf?: Instant): ChangePoint[] {
    return this.#replay(asOf).get(keyOf(offer))?.seats.get(offer.seatClass)?.points ?? [];
  }

  /** As `SeatLog.readDay`. */
  readDay(asOf = Number.POSITIVE_INFINITY): DayLog | null {
    const polls = this.ok.filter((poll) => poll.observedAt <= asOf);
    const last = polls.at(-1);
    if (last === undefined) return null;
    const offers = [...this.#replay(asOf).values()].flatMap(({ row, seats }) => {
      const { trainNo, origin, destination, trainCode } = row;
      const told = lastTold(polls, row);
      return [...seats].map(([seatClass, { points }]): OfferLog => {
        return { trainNo, origin, destination, seatClass, trainCode, ...told, ...packPoints(points) };
      });
    });
    const order = (one: OfferLog) => [one.trainNo, one.origin, one.destination, one.seatClass].join(' ');
    return {
      pair: this.pair,
      travelDate: this.travelDate,
      provenance: last.provenance,
      polls: {
        seconds: Uint32Array.from(polls, (poll) => poll.observedAt / 1000),
        plannedAt: Float64Array.from(polls, (poll) => poll.plannedAt),
      },
      failed: this.readPolls(asOf).filter((poll) => poll.outcome !== 'ok'),
      offers: offers.sort((a, b) => compareText(order(a), order(b))),
    };
  }

  readBoard(asOf = Number.POSITIVE_INFINITY): Board | null {
    const last = this.ok.findLast((poll) => poll.observedAt <= asOf);
    if (last === undefined) return null;
    const rows = [...this.#replay(asOf).values()].map(showRow);
    const order = (row: BoardRow) =>
      [row.departureTime ?? '~', row.trainCode, row.trainNo, row.origin, row.destination].join('\n');
    return {
      pair: this.pair,
      travelDate: this.travelDate,
      observedAt: last.observedAt,
      provenance: last.provenance,
      rows: rows.sort((a, b) => compareText(order(a), order(b))),
    };
  }

  /** Starts over from the first poll unless nothing has changed since the read before. */
  #replay(asOf = Number.POSITIVE_INFINITY): Map<string, KnownRow> {
    if (this.#replayed?.asOf === asOf && this.#replayed.polls === this.ok.length) return this.#replayed.known;
    const known = new Map<string, KnownRow>();
    for (const poll of this.ok) {
      if (poll.observedAt > asOf) break;
      const answered = new Map(poll.rows.map((row) => [keyOf(row), row]));
      for (const [key, before] of known) if (!answered.has(key)) vanish(before, poll.observedAt);
      for (const [key, row] of answered) {
        const seats = known.get(key)?.seats ?? new Map();
        const now: KnownRow = { row, listed: true, observedAt: poll.observedAt, seats };
        known.set(key, now);
        answer(now, poll.observedAt);
      }
    }
    this.#replayed = { asOf, polls: this.ok.length, known };
    return known;
  }
}

/** Unlisted tokens are just unknown there, and no change from one to another. */
function packPoints(points: readonly ChangePoint[]): Pick<OfferLog, 'seconds' | 'codes'> {
  const coded = points.map(({ at, availability, waitlist }) => {
    return { second: at / 1000, code: planSeatCode(availability, waitlist, () => TOKENS_MOST) };
  });
  const changes = coded.filter(({ code }, i) => code !== coded[i - 1]?.code);
  return {
    seconds: Uint32Array.from(changes, (one) => one.second),
    codes: Uint8Array.from(changes, (one) => one.code),
  };
}

/** The newest departure and sale opening that any answer stated for the row. */
function lastTold(polls: readonly OkPoll[], row: TrainRow): Pick<OfferLog, 'departure' | 'saleOpensAt'> {
  const told = polls.flatMap(({ rows, travelDate }) =>
    rows.filter((one) => keyOf(one) === keyOf(row)).map((one) => ({ ...one, travelDate })),
  );
  const timed = told.findLast((one) => one.departureTime !== null);
  return {
    departure: timed ? Date.parse(`${timed.travelDate}T${timed.departureTime}:00+08:00`) : null,
    saleOpensAt: told.findLast((one) => one.saleOpensAt !== null)?.saleOpensAt ?? null,
  };
}

/** Every offer that any answer named. */
export function offersOf(polls: readonly OkPoll[]): OfferKey[] {
  const offers = new Map<string, OfferKey>();
  for (const { rows } of polls) {
    for (const { trainNo, origin, destination, seats } of rows) {
      for (const { seatClass } of seats) {
        const offer = { trainNo, origin, destination, seatClass };
        offers.set(JSON.stringify(offer), offer);
      }
    }
  }
  return [...offers.values()];
}

function answer(known: KnownRow, at: Instant): void {
  const given = new Map(
    known.row.seats
      .filter((seat) => seat.availability.kind !== 'notOffered')
      .map((seat) => [seat.seatClass, seat]),
  );
  const kind = known.row.saleState === 'suspended' ? 'suspended' : 'notOffered';
  for (const seatClass of known.seats.keys()) {
    if (!given.has(seatClass)) become(known, seatClass, { availability: { kind }, waitlist: null }, at);
  }
  for (const [seatClass, { availability, waitlist }] of given) {
    become(known, seatClass, { availability, waitlist }, at);
  }
}

function vanish(known: KnownRow, at: Instant): void {
  known.listed = false;
  for (const seatClass of known.seats.keys()) {
    become(known, seatClass, { availability: { kind: 'unknown', raw: null }, waitlist: null }, at);
  }
}

function become(known: KnownRow, seatClass: SeatClass, reading: Reading, at: Instant): void {
  const before = known.seats.get(seatClass);
  const same =
    JSON.stringify([before?.availability, before?.waitlist]) ===
    JSON.stringify([reading.availability, reading.waitlist]);
  if (same) return;
  const points = [...(before?.points ?? []), { at, ...reading }];
  known.seats.set(seatClass, { ...reading, changedAt: at, points });
}

function showRow({ row, listed, observedAt, seats }: KnownRow): BoardRow {
  const shown = SEAT_CLASS_ORDER.flatMap((seatClass) => {
    const seat = seats.get(seatClass);
    if (seat === undefined || seat.availability.kind === 'notOffered') return [];
    const price = row.seats.find(
      (given) => given.seatClass === seatClass && given.availability.kind !== 'notOffered',
    );
    const { availability, waitlist, changedAt } = seat;
    return [{ seatClass, availability, waitlist, priceFen: price?.priceFen ?? null, changedAt }];
  });
  return { ...row, saleState: listed ? row.saleState : 'unknown', observedAt, listed, seats: shown };
}

function keyOf(row: { trainNo: string; origin: string; destination: string }): string {
  return [row.trainNo, row.origin, row.destination].join(' ');
}

function floorSecond(at: Instant): Instant {
  return Math.floor(at / 1000) * 1000;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
