import {
  type CivilDate,
  HOUR_MS,
  type Instant,
  instantAt,
  SECOND_MS,
} from '../../src/calendar/china-time.ts';
import { newYearDayOf } from '../../src/calendar/new-year.ts';
import type { SpellContext } from '../../src/demand/spells.ts';
import type { DayLog, OfferLog } from '../../src/seats/day-log.ts';
import type { Availability } from '../../src/seats/schema.ts';
import { planSeatCode, UNLISTED_CODE } from '../../src/seats/seat-code.ts';

/** New Year's Eve of 2025, sold 15 days ahead: on sale on 14 January at 14:00, gone by train at 12:50. */
export const EVE: CivilDate = '2025-01-28';
export const OPENING = instantAt('2025-01-14', '14:00');
export const DEPARTURE = instantAt(EVE, '12:50');
/** Sale ages in hours: the train leaves at 334.83. */
export const DEPARTURE_AGE = (DEPARTURE - OPENING) / HOUR_MS;

/** What a poll sees: one letter a look. `?` is a token nobody knows, `-` an answer without the train. */
const LETTERS: Record<string, Availability | null> = {
  y: { kind: 'plenty' },
  '5': { kind: 'count', count: 5 },
  n: { kind: 'none' },
  '*': { kind: 'notOnSale' },
  s: { kind: 'suspended' },
  o: { kind: 'notOffered' },
  '?': { kind: 'unknown', raw: '??' },
  '-': null,
};

export interface SeenOffer {
  trainCode?: string;
  seatClass?: OfferLog['seatClass'];
  origin?: string;
  departure?: Instant | null;
  saleOpensAt?: Instant | null;
  /** One letter a poll; blank: the offer has never been in an answer. The last letter goes on to the last poll. */
  looks: string;
}

/** A log from what each poll saw: `ages` are the ok polls in hours from OPENING, `failedAges` the failed ones. */
export function logOf(
  ages: readonly number[],
  offers: readonly SeenOffer[],
  failedAges: readonly number[] = [],
): DayLog {
  const seconds = Uint32Array.from(ages, (age) => Math.round((OPENING + age * HOUR_MS) / SECOND_MS));
  return {
    pair: { from: 'TNV', to: 'HGH' },
    travelDate: EVE,
    provenance: 'synthetic',
    polls: { seconds, plannedAt: Float64Array.from(seconds, (second) => second * SECOND_MS) },
    failed: failedAges.map((age) => ({
      plannedAt: OPENING + age * HOUR_MS,
      observedAt: OPENING + age * HOUR_MS,
      outcome: 'failed' as const,
      sign: 'timeout',
      detail: null,
    })),
    offers: offers.map((offer) => offerOf(seconds, offer)),
  };
}

function offerOf(polls: Uint32Array, { looks, ...facts }: SeenOffer): OfferLog {
  const seconds: number[] = [];
  const codes: number[] = [];
  for (const [i, letter] of [...looks].entries()) {
    if (letter === ' ') continue;
    const availability = LETTERS[letter];
    if (availability === undefined)
      throw new RangeError(`expected one of ${Object.keys(LETTERS)}, got ${letter}`);
    const code = availability === null ? UNLISTED_CODE : planSeatCode(availability, null, () => 0);
    if (code === codes.at(-1)) continue;
    seconds.push(polls[i]!);
    codes.push(code);
  }
  return {
    trainNo: `no-${facts.trainCode ?? 'G1958'}`,
    trainCode: 'G1958',
    origin: 'TNV',
    destination: 'HGH',
    seatClass: 'O',
    departure: DEPARTURE,
    saleOpensAt: OPENING,
    ...facts,
    seconds: Uint32Array.from(seconds),
    codes: Uint8Array.from(codes),
  };
}

export function contextOf(changes: Partial<SpellContext> = {}): SpellContext {
  return {
    newYear: newYearDayOf(2025)!,
    horizonHours: 312,
    saleOpening: ({ saleOpensAt }) => saleOpensAt,
    usualIntervalMinutes: 10,
    knownUntil: Number.POSITIVE_INFINITY,
    ...changes,
  };
}

/** `from`, `from` + `step`, … up to `to`, hours. */
export function every(step: number, to: number, from = step): number[] {
  return Array.from({ length: Math.floor((to - from) / step + 1e-9) + 1 }, (_, i) => from + i * step);
}
