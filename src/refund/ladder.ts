import { HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from '../calendar/china-time.ts';
import { LONGEST_LIFE_MS } from './ladder-at.ts';
import { feeOf } from './money.ts';
import { type Outcome, outcomeAt, refundEnd } from './outcome.ts';
import type { Case, Channel } from './question.ts';
import { MISTAKEN_LEAST_LEFT_MS, MISTAKEN_WITHIN_MS } from './rebooked-and-mistaken.ts';
import type { Dated, LadderRule, Rule } from './rule.ts';
import { lastOpenSecond } from './service-hours.ts';

/** A stretch of time in which one ticket costs the same to give back, under one rule. */
export interface Step {
  /** First second; null when it reaches back to the sale, whose time we were not told. */
  from: Instant | null;
  /** Last second. */
  to: Instant;
  outcome: Outcome;
  /** Counters at which this holds; empty where the ticket cannot be given back at all. */
  channels: readonly Channel[];
  feeFen: number | null;
}

const ONLINE: readonly Channel[] = ['online'];
const WINDOW: readonly Channel[] = ['window'];
const BOTH: readonly Channel[] = ['online', 'window'];
const NEITHER: readonly Channel[] = [];

/**
 * Every step of the ticket, past and ahead, from its purchase to the second before it is worth nothing
 * (departure, or the end of a suspension's 30 days). The steps tile that time: each begins one second after the
 * last second of the one before. A step may belong to the other counter only: `channels` says so. Service hours
 * are left out, as they close 12306 at night but change no fee; only where it does not open again in time does the
 * ladder list it no longer than its last open second.
 */
export function arrangeLadder(c: Case): Step[] {
  const steps = arrangeSteps(c, Number.POSITIVE_INFINITY);
  const listed = lastOnline(steps);
  if (listed === null) return steps;
  const open = lastOpenOnline(c, steps);
  return open === listed ? steps : arrangeSteps(c, open ?? Number.NEGATIVE_INFINITY);
}

/** The last second at which a ladder lists 12306 itself; null where it never does. */
export function lastOnline(ladder: readonly Step[]): Instant | null {
  return ladder.findLast(({ channels }) => channels.includes('online'))?.to ?? null;
}

/** The last second at which 12306 would take the ticket and is open. */
function lastOpenOnline(c: Case, steps: readonly Step[]): Instant | null {
  for (const { from, to, channels } of steps.toReversed()) {
    if (!channels.includes('online')) continue;
    const open = lastOpenSecond(c.book.hours, to);
    if (from === null || open >= from) return open;
  }
  return null;
}

/** The steps, 12306 left out of them after `onlineUntil`. */
function arrangeSteps(c: Case, onlineUntil: Instant): Step[] {
  const { question } = c;
  const end = refundEnd(c);
  const begin = ticketBegins(c);
  const horizon = begin ?? Math.min(question.at, c.travelDay - LONGEST_LIFE_MS);
  const steps: Step[] = [];
  let last: Step | undefined;
  for (const from of boundaries(c, horizon, end, onlineUntil + SECOND_MS)) {
    const step = stepAt(c, from, from <= onlineUntil);
    if (last !== undefined && isSameStep(last, step)) continue;
    if (last !== undefined) last.to = from - SECOND_MS;
    step.to = end - SECOND_MS;
    steps.push(step);
    last = step;
  }
  if (begin === null && steps[0] !== undefined) steps[0].from = null;
  return withoutUnknownStart(steps);
}

/** The ladder begins where the rules begin, whenever the ticket is said to have been bought. */
function withoutUnknownStart(steps: Step[]): Step[] {
  const first = steps.findIndex(({ outcome }) => outcome.rule !== null);
  return first === -1 ? [] : steps.slice(first);
}

/** When the ticket came into being: rebooked, or bought; null when not known. A waitlist order is older. */
function ticketBegins(c: Case): Instant | null {
  const { rebooked, purchasedAt, waitlisted } = c.question;
  return rebooked?.at ?? (waitlisted ? null : purchasedAt);
}

function stepAt(c: Case, at: Instant, isOnlineOffered: boolean): Step {
  const { channel, fareFen } = c.question;
  const atCounter = (counter: Channel): Outcome => {
    const outcome = outcomeAt(c, at, counter);
    return counter === 'online' && !isOnlineOffered ? { ...outcome, percent: null } : outcome;
  };
  const asked = atCounter(channel);
  const other = atCounter(channel === 'online' ? 'window' : 'online');
  const outcome = asked.percent === null && other.percent !== null ? other : asked;
  return {
    from: at,
    to: at,
    outcome,
    channels: channelsOf(outcome, channel, asked, other),
    feeFen: feeOfOutcome(outcome, fareFen),
  };
}

function channelsOf(outcome: Outcome, channel: Channel, asked: Outcome, other: Outcome): readonly Channel[] {
  if (outcome.percent === null) return NEITHER;
  if (asked.percent === other.percent) return BOTH;
  const holdsForAsked = outcome === asked;
  return (channel === 'online') === holdsForAsked ? ONLINE : WINDOW;
}

/** The fee in fen, or null where the refund is refused. */
export function feeOfOutcome(outcome: Outcome, fareFen: number): number | null {
  if (outcome.percent === null) return null;
  return outcome.tariff === null ? 0 : feeOf(fareFen, outcome.percent, outcome.tariff);
}

function isSameStep(a: Step, b: Step): boolean {
  return (
    a.channels === b.channels &&
    a.outcome.percent === b.outcome.percent &&
    a.outcome.rule === b.outcome.rule &&
    a.outcome.label === b.outcome.label
  );
}

/** First seconds at which something may change, the horizon first, in order. */
function boundaries(c: Case, horizon: Instant, end: Instant, onlineOver: Instant): Instant[] {
  const times: Instant[] = [horizon];
  const add = (at: Instant) => {
    if (at > horizon && at < end) times.push(at);
  };
  add(onlineOver);
  addRuleDates(c, add);
  addLadderEdges(c, horizon, end, add);
  addOwnEdges(c, add);
  times.sort((a, b) => a - b);
  return times.filter((at, index) => at !== times[index - 1]);
}

/** The days on which one rule gives way to the next. */
function addRuleDates(c: Case, add: (at: Instant) => void): void {
  const { book } = c;
  for (const row of book.ladders) add(row.start);
  for (const row of book.hongKong) add(row.start);
  add(c.travelDay - LONGEST_LIFE_MS);
  for (const row of book.cutoffs) add(row.start);
  if (c.boughtAt !== null) for (const row of book.waivers) add(row.start);
  if (c.question.rebooked !== null) for (const row of book.rebookedRefunds) add(row.start);
  add(book.chunyun20.start);
  add(book.cashOnline.start);
  add(book.suspension.start);
  add(book.waitlist.start);
}

/** The edges of the ladders and cut-offs that hold at some time between horizon and end. */
function addLadderEdges(c: Case, horizon: Instant, end: Instant, add: (at: Instant) => void): void {
  const { question, book } = c;
  const holds = (row: Dated<Rule>) =>
    row.selectedBy === 'travelDate' || (row.start < end && row.end > horizon);
  const ladders: readonly Dated<LadderRule>[] =
    question.product === 'hongKong' ? book.hongKong : book.ladders;
  for (const row of ladders) {
    if (!holds(row)) continue;
    for (const tier of row.tiers) {
      add(question.departure - tier.leastLeftMs + (tier.included ? SECOND_MS : 0));
    }
  }
  for (const row of book.cutoffs) {
    if (holds(row)) add(question.departure - row.minutesBefore * MINUTE_MS + SECOND_MS);
  }
  if (question.product !== 'hongKong') return;
  for (const { cutoffMinutes } of book.hongKong) {
    add(question.departure - cutoffMinutes.mainland * MINUTE_MS + SECOND_MS);
    add(question.departure - cutoffMinutes.westKowloon * MINUTE_MS + SECOND_MS);
  }
}

/** The edges that come from the ticket itself. */
function addOwnEdges(c: Case, add: (at: Instant) => void): void {
  const { question } = c;
  add(question.departure);
  if (question.actualDeparture !== null) add(question.actualDeparture);
  if (question.product === 'group') add(question.departure - 48 * HOUR_MS + SECOND_MS);
  if (question.purchasedAt === null) return;
  add(question.purchasedAt);
  add(question.purchasedAt + MISTAKEN_WITHIN_MS + SECOND_MS);
  add(question.departure - MISTAKEN_LEAST_LEFT_MS + SECOND_MS);
}
