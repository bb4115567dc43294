import { civilDateOf, DAY_MS, HOUR_MS, type Instant } from '../calendar/china-time.ts';
import { isInChunyun } from '../calendar/seasons.ts';
import type { Station } from '../stations/schema.ts';
import { RULE_BOOK, type RuleBook } from './rule-book.ts';

export type Channel = 'online' | 'window';
export type Product = 'domestic' | 'group' | 'hongKong';

export type StationRef = Pick<Station, 'telecode' | 'name' | 'city'>;

/** A ticket that came out of a rebooking; `departure` of the question is the new train's. */
export interface Rebooked {
  at: Instant;
  /** Null when the asker did not say. */
  originalDeparture: Instant | null;
  kind: 'rebook' | 'destination';
}

/** What somebody asks about one ticket. All instants are whole seconds; `departure` is at the boarding station. */
export interface RefundQuestion {
  /** Face price in fen: a reduced ticket counts at its reduced price. */
  fareFen: number;
  departure: Instant;
  /** When the refund is completed. */
  at: Instant;
  channel: Channel;
  product: Product;
  /** `cash` also for a ticket whose paper or voucher was printed. */
  payment: 'electronic' | 'cash';
  /** Payment; for a waitlist order the moment it was fulfilled. Null when not known. */
  purchasedAt: Instant | null;
  from: StationRef | null;
  to: StationRef | null;
  waitlisted: boolean;
  suspended: boolean;
  /** The buyer's one free mistaken purchase of the day is spent. */
  mistakenPurchaseUsed: boolean;
  rebooked: Rebooked | null;
  /** When a late train really left the boarding station, or will. */
  actualDeparture: Instant | null;
}

/** An ordinary domestic ticket, paid electronically and asked for online, nothing else known. */
export function ordinaryTicket(
  ticket: Pick<RefundQuestion, 'fareFen' | 'departure' | 'at'> & Partial<RefundQuestion>,
): RefundQuestion {
  return {
    channel: 'online',
    product: 'domestic',
    payment: 'electronic',
    purchasedAt: null,
    from: null,
    to: null,
    waitlisted: false,
    suspended: false,
    mistakenPurchaseUsed: false,
    rebooked: null,
    actualDeparture: null,
    ...ticket,
  };
}

/** A question with what follows from it alone, reckoned once. */
export interface Case {
  question: RefundQuestion;
  book: RuleBook;
  /** Midnight at which the travel date begins. */
  travelDay: Instant;
  /** Season the travel date lies in; only looked up for rebooked tickets. */
  season: number | null;
  /** When the ticket counts as bought, for the waivers: a rebooked one at its rebooking (S14). */
  boughtAt: Instant | null;
}

const CHINA_OFFSET_MS = 8 * HOUR_MS;

/** Midnight in China of the day an instant lies in. */
export function midnightBefore(at: Instant): Instant {
  return Math.floor((at + CHINA_OFFSET_MS) / DAY_MS) * DAY_MS - CHINA_OFFSET_MS;
}

export function buildCase(question: RefundQuestion, book: RuleBook = RULE_BOOK): Case {
  const { rebooked, departure } = question;
  return {
    question,
    book,
    travelDay: midnightBefore(departure),
    season: rebooked === null ? null : (isInChunyun(civilDateOf(departure))?.season ?? null),
    boughtAt: rebooked?.at ?? question.purchasedAt,
  };
}
