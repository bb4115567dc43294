import { type Instant, parseInstant } from '../../../src/calendar/china-time.ts';
import type { Availability, OdPair, Poll, SeatReading, TrainRow } from '../../../src/seats/schema.ts';

export const PAIR: OdPair = { from: 'TNV', to: 'HGH' };
export const DATE = '2021-02-09';

/** Polls every five minutes from ten o'clock on: the plan of the n-th, and its answer seven seconds later. */
export function plannedAt(n: number): Instant {
  return (parseInstant('2021-01-12T10:00:00') as number) + n * 300_000;
}

export function observedAt(n: number): Instant {
  return plannedAt(n) + 7_000;
}

export function okPoll(n: number, rows: TrainRow[], changes: Partial<Poll> = {}): Poll {
  return {
    pair: PAIR,
    travelDate: DATE,
    plannedAt: plannedAt(n),
    observedAt: observedAt(n),
    provenance: 'synthetic',
    ...changes,
    outcome: 'ok',
    rows,
  } as Poll;
}

export function failedPoll(n: number, sign = 'timeout', changes: Partial<Poll> = {}): Poll {
  return { ...okPoll(n, []), ...changes, outcome: 'failed', failure: { sign, detail: '8 s' } } as Poll;
}

/** `O:plenty M:3` and the like; a class without waitlist, at 100 yuan. */
export function seats(text: string): SeatReading[] {
  return text
    .split(' ')
    .filter((one) => one !== '')
    .map((one) => {
      const [seatClass, word = ''] = one.split(':');
      return {
        seatClass: seatClass as SeatReading['seatClass'],
        availability: planAvailability(word),
        waitlist: false,
        priceFen: 10_000,
      };
    });
}

function planAvailability(word: string): Availability {
  if (/^\d+$/.test(word)) return { kind: 'count', count: Number(word) };
  if (['plenty', 'none', 'notOnSale', 'suspended', 'notOffered'].includes(word)) {
    return { kind: word } as Availability;
  }
  return { kind: 'unknown', raw: word };
}

export function trainRow(trainCode: string, text: string, changes: Partial<TrainRow> = {}): TrainRow {
  return {
    trainNo: `27000${trainCode}`,
    trainCode,
    start: 'TNV',
    end: 'HGH',
    origin: 'TNV',
    destination: 'HGH',
    originDate: DATE,
    departureTime: '12:50',
    arrivalTime: '21:30',
    durationMinutes: 520,
    saleState: 'onSale',
    saleOpensAt: parseInstant('2021-01-11T14:00:00'),
    waitlist: false,
    note: '预订',
    seats: seats(text),
    ...changes,
  };
}
