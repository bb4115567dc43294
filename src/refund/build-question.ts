import { formatInstant, HOUR_MS, type Instant } from '../calendar/china-time.ts';
import { type Fault, InputError } from '../errors.ts';
import { WEST_KOWLOON } from './hong-kong.data.ts';
import type { RefundQuestion, StationRef } from './question.ts';
import type { TicketQuery } from './schema.ts';

/** A train that leaves later than this is not late: no ticket is held for it. */
const MOST_LATE_MS = 48 * HOUR_MS;

/** What the world adds to a query: the clock, the stations it named, a departure from the timetable. */
export interface QuestionContext {
  now: Instant;
  from: StationRef | null;
  to: StationRef | null;
  departure: Instant;
}

/**
 * The question of a checked query. Throws InputError `bad-input` with every contradiction between its times:
 * bought or rebooked after departure, refunded before it was bought, a first train without a rebooking; and between
 * its stations.
 */
export function buildRefundQuestion(query: TicketQuery, context: QuestionContext): RefundQuestion {
  const { rebookedAt, rebookKind, originalDeparture } = query;
  const question: RefundQuestion = {
    fareFen: query.fare,
    departure: context.departure,
    at: query.at ?? Math.floor(context.now / 1_000) * 1_000,
    channel: query.channel,
    product: query.product,
    payment: query.payment,
    purchasedAt: query.purchasedAt ?? null,
    from: context.from,
    to: context.to,
    waitlisted: query.waitlisted,
    suspended: query.suspended,
    mistakenPurchaseUsed: query.mistakenPurchaseUsed,
    rebooked:
      rebookedAt === undefined
        ? null
        : {
            at: rebookedAt,
            originalDeparture: originalDeparture ?? null,
            kind: rebookKind ?? 'rebook',
          },
    actualDeparture: query.actualDeparture ?? null,
  };
  const faults = [...timeFaults(question), ...rebookingFaults(question, query), ...stationFaults(question)];
  if (faults.length > 0) throw new InputError('bad-input', faults);
  return question;
}

function timeFaults({ departure, at, purchasedAt, waitlisted, actualDeparture }: RefundQuestion): Fault[] {
  const faults: Fault[] = [];
  if (purchasedAt !== null && purchasedAt >= departure) {
    const expected = `a time before departure (${formatInstant(departure)})`;
    faults.push({ field: 'purchasedAt', expected, got: formatInstant(purchasedAt) });
    faults.push({
      field: 'departure',
      expected: `a time after purchasedAt (${formatInstant(purchasedAt)})`,
      got: formatInstant(departure),
    });
  }
  // A waitlist order may be cancelled before it is fulfilled, which is when it counts as bought.
  if (purchasedAt !== null && at < purchasedAt && !waitlisted) {
    const expected = `a time not before purchasedAt (${formatInstant(purchasedAt)})`;
    faults.push({ field: 'at', expected, got: formatInstant(at) });
  }
  if (actualDeparture !== null && actualDeparture < departure) {
    const expected = `a time not before departure (${formatInstant(departure)}): trains do not leave early`;
    faults.push({ field: 'actualDeparture', expected, got: formatInstant(actualDeparture) });
  }
  if (actualDeparture !== null && actualDeparture > departure + MOST_LATE_MS) {
    const expected = `a time at most 48 hours after departure (${formatInstant(departure)}): later it is suspended`;
    faults.push({ field: 'actualDeparture', expected, got: formatInstant(actualDeparture) });
  }
  return faults;
}

function stationFaults({ from, to, product }: RefundQuestion): Fault[] {
  if (from === null || to === null) return [];
  if (from.telecode === to.telecode) {
    return [{ field: 'to', expected: `another station than from (${from.name})`, got: to.name }];
  }
  if (product !== 'hongKong' || from.telecode === WEST_KOWLOON || to.telecode === WEST_KOWLOON) return [];
  const expected = `香港西九龙 (${WEST_KOWLOON}) as from or to, since product is hongKong`;
  return [
    { field: 'from', expected, got: from.name },
    { field: 'to', expected, got: to.name },
  ];
}

function rebookingFaults(question: RefundQuestion, query: TicketQuery): Fault[] {
  const { rebooked, departure, at, purchasedAt } = question;
  if (rebooked === null) {
    if (query.originalDeparture === undefined && query.rebookKind === undefined) return [];
    const expected = 'a time, since originalDeparture and rebookKind speak of a rebooked ticket';
    return [{ field: 'rebookedAt', expected, got: 'nothing' }];
  }
  const faults: Fault[] = [];
  const fault = (field: string, expected: string, got: Instant) =>
    faults.push({ field, expected, got: formatInstant(got) });
  if (rebooked.at >= departure) {
    fault('rebookedAt', `a time before departure (${formatInstant(departure)})`, rebooked.at);
  }
  if (purchasedAt !== null && rebooked.at < purchasedAt) {
    fault('rebookedAt', `a time not before purchasedAt (${formatInstant(purchasedAt)})`, rebooked.at);
  }
  if (at < rebooked.at) {
    fault('at', `a time not before rebookedAt (${formatInstant(rebooked.at)})`, at);
  }
  return faults;
}

/** The faults of a query that names neither a departure nor a whole train, or both. */
export function departureFaults(query: {
  departure?: Instant | undefined;
  train?: string | undefined;
  date?: string | undefined;
  from?: string | undefined;
}): Fault[] {
  if (query.train === undefined && query.date === undefined) {
    if (query.departure !== undefined) return [];
    const expected = 'the departure at the boarding station (or train, from and date)';
    return [{ field: 'departure', expected, got: 'nothing' }];
  }
  const faults: Fault[] = [];
  const missing = (field: string, expected: string) => faults.push({ field, expected, got: 'nothing' });
  if (query.train === undefined) missing('train', 'a train code, since date was given');
  if (query.date === undefined) missing('date', 'the day of boarding, since train was given');
  if (query.from === undefined) missing('from', 'the boarding station, since train was given');
  if (query.departure !== undefined) {
    const expected = 'either departure or train, from and date';
    faults.push({ field: 'departure', expected, got: formatInstant(query.departure) });
  }
  return faults;
}
