import {
  daysBetween,
  type Instant,
  MINUTE_MS,
  minuteOfDay,
  parseInstant,
  SECOND_MS,
} from '../calendar/china-time.ts';
import { formatYuan } from '../refund/money.ts';
import { compareText } from '../seats/compare-text.ts';
import type { SeatClass } from '../seats/seat-classes.data.ts';
import type { Alternative, AlternativeKind } from './alternatives-schema.ts';
import type { TrainAnswer } from './availability-schema.ts';

type SeatAnswer = TrainAnswer['seats'][number];

/** One offer as availability shows it: a class of a train on a day. */
export interface SeenOffer {
  date: string;
  train: TrainAnswer;
  seat: SeatAnswer;
}

const MOST_SAME_CITY = 20;
const MOST_LONGER = 12;
const MOST_A_DATE = 5;

/** The offers of one class among the trains of a day. */
export function offersOf(trains: readonly TrainAnswer[], date: string, seatClass: SeatClass): SeenOffer[] {
  return trains.flatMap((train) =>
    train.seats.filter((seat) => seat.class === seatClass).map((seat) => ({ date, train, seat })),
  );
}

/** Whether one can go with it: something is left, and the train has not. */
export function isLeft({ train, seat }: SeenOffer): boolean {
  const { kind } = seat.availability;
  return !train.departed && (kind === 'count' || kind === 'plenty');
}

/**
 * Whether a row of the same train number is the same run and holds the whole journey and more. By its times: a train
 * calls at its stations in their order. Where times are withheld it is not known to.
 */
export function holdsJourney(other: TrainAnswer, asked: TrainAnswer): boolean {
  if (other.originDate !== null && asked.originDate !== null && other.originDate !== asked.originDate) {
    return false;
  }
  const earlier = minutesFrom(other.departure, asked.departure);
  const later = minutesFrom(asked.arrival, other.arrival);
  return earlier !== null && later !== null && earlier >= 0 && later >= 0 && earlier + later > 0;
}

/**
 * Of the offers seen, those left, nearest to the one asked first and not too many: other stations by departure, a
 * longer stretch by its extra minutes, other days by distance, then the same train, then the time of day. Pure.
 */
export function arrangeAlternatives(
  asked: SeenOffer,
  seen: Record<AlternativeKind, readonly SeenOffer[]>,
  { now, intervalMs }: { now: Instant; intervalMs: number },
): Alternative[] {
  const of = (kind: AlternativeKind) =>
    seen[kind].filter(isLeft).map((offer) => arrangeOne(kind, offer, asked, { now, intervalMs }));
  const sameCity = of('sameCity').sort(by((one) => minutesApart(one.departure, asked.train.departure)));
  const longer = of('longer').sort(
    by((one) => (one.boardsEarlierMinutes ?? 0) + (one.alightsLaterMinutes ?? 0)),
  );
  const otherDate = of('otherDate').sort(
    by(
      (one) => Math.abs(one.daysAway),
      (one) => one.daysAway,
      (one) => (one.trainCode === asked.train.trainCode ? 0 : 1),
      (one) => clockApart(one.departure, asked.train.departure),
    ),
  );
  const perDate = otherDate.filter(
    (one, place) =>
      otherDate.slice(0, place).filter(({ daysAway }) => daysAway === one.daysAway).length < MOST_A_DATE,
  );
  return [...sameCity.slice(0, MOST_SAME_CITY), ...longer.slice(0, MOST_LONGER), ...perDate];
}

function arrangeOne(
  kind: AlternativeKind,
  { date, train, seat }: SeenOffer,
  asked: SeenOffer,
  { now, intervalMs }: { now: Instant; intervalMs: number },
): Alternative {
  const { trainCode, trainNo, origin, destination, departure, arrival, durationMinutes } = train;
  const ageMs = Math.max(0, now - (parseInstant(seat.observedAt) as Instant));
  const extraFen =
    seat.priceFen === null || asked.seat.priceFen === null ? null : seat.priceFen - asked.seat.priceFen;
  const isLonger = kind === 'longer';
  return {
    ...{ kind, date, trainCode, trainNo, origin, destination, departure, arrival, durationMinutes, seat },
    extraFen,
    extra: extraFen === null ? null : formatYuan(extraFen),
    ageSeconds: Math.round(ageMs / SECOND_MS),
    stale: ageMs > 2 * intervalMs,
    boardsEarlierMinutes: isLonger ? minutesFrom(departure, asked.train.departure) : null,
    alightsLaterMinutes: isLonger ? minutesFrom(asked.train.arrival, arrival) : null,
    daysAway: kind === 'otherDate' ? daysBetween(asked.date, date) : 0,
  };
}

/** Where a time is withheld there is nothing to tell. */
function minutesFrom(from: string | null, to: string | null): number | null {
  const [a, b] = [from, to].map((text) => (text === null ? null : parseInstant(text)));
  return a == null || b == null ? null : Math.round((b - a) / MINUTE_MS);
}

/** What has no known time comes last. */
function minutesApart(a: string | null, b: string | null): number {
  const minutes = minutesFrom(a, b);
  return minutes === null ? Number.MAX_SAFE_INTEGER : Math.abs(minutes);
}

function clockApart(a: string | null, b: string | null): number {
  const [first, second] = [a, b].map((text) => (text === null ? null : parseInstant(text)));
  if (first == null || second == null) return Number.MAX_SAFE_INTEGER;
  return Math.abs(minuteOfDay(first) - minuteOfDay(second));
}

function by(...keys: ((one: Alternative) => number)[]): (a: Alternative, b: Alternative) => number {
  return (a, b) => {
    for (const key of keys) {
      const difference = key(a) - key(b);
      if (difference !== 0) return difference;
    }
    return compareText(a.trainCode, b.trainCode);
  };
}

/** The offer asked about, as the answer names it. */
export function formatAsked({ date, train, seat }: SeenOffer) {
  const { trainCode, trainNo, origin, destination, departure, arrival } = train;
  return { date, trainCode, trainNo, origin, destination, departure, arrival, seat };
}
