import { HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from '../calendar/china-time.ts';
import { maintenanceMs, SERVICE_HOURS } from '../calendar/service-hours.ts';
import type { OpeningCoverage } from './spell.ts';
import { firstAtOrAfter, type PollTimes } from './spells-poll-times.ts';

/** METHODS.md 5.2, minimum data. */
const LEAST_GOOD_SHARE = 0.9;
const LONGEST_GAP_MINUTES = 60;
const SHARE_HOURS = 24;
const GAP_HOURS = 6;
const USUAL_GAP_HOURS = 1;

export interface CoverageQuestion {
  saleOpensAt: Instant;
  /** The sale is looked at from its opening to here: the horizon, or the departure if that is earlier. */
  end: Instant;
  /** What came after it could not be known when the log was read; Infinity for a closed season. */
  knownUntil: Instant;
  /** Time between two polls of the usual schedule: a stretch without a good poll is that many missed ones. */
  usualIntervalMinutes: number;
  /** The polls that spells are built from, where some were left out to match the other year. */
  kept: PollTimes;
}

/**
 * How the hours after a sale opening were watched. A share is the lesser of two: good polls of those asked, and the
 * time not missing, where a gap of n usual intervals misses n - 1 of them (a service that is down asks nothing and so
 * fails nothing). 12306's nightly maintenance is no time that could have been watched. Polls before the opening do not
 * count. Shares are 0 to 1, gaps in minutes.
 */
export function openingCoverage(polls: PollTimes, question: CoverageQuestion): OpeningCoverage {
  const { saleOpensAt, kept } = question;
  const end = Math.min(question.end, question.knownUntil);
  const dayEnd = Math.min(saleOpensAt + SHARE_HOURS * HOUR_MS, question.knownUntil);
  const gapEnd = Math.min(saleOpensAt + GAP_HOURS * HOUR_MS, question.knownUntil);
  return {
    saleOpensAt,
    goodShare24h: goodShare(polls, question, dayEnd),
    longestGap6hMinutes: longestGap(polls.seconds, saleOpensAt, gapEnd) / 60,
    goodShare: goodShare(polls, question, end),
    pollGapMinutes: usualGap(kept, saleOpensAt),
  };
}

/** Below this a cell leaves both years. */
export function isWellCovered({ goodShare24h, longestGap6hMinutes }: OpeningCoverage): boolean {
  return goodShare24h >= LEAST_GOOD_SHARE && longestGap6hMinutes <= LONGEST_GAP_MINUTES;
}

function goodShare(
  polls: PollTimes,
  { saleOpensAt, usualIntervalMinutes }: CoverageQuestion,
  end: Instant,
): number {
  if (end <= saleOpensAt) return 0;
  const interval = usualIntervalMinutes * (MINUTE_MS / SECOND_MS);
  const missed = missedSeconds(polls.seconds, saleOpensAt, end, interval);
  const open = openSeconds(saleOpensAt / SECOND_MS, end / SECOND_MS);
  const watched = open === 0 ? 0 : Math.max(0, 1 - missed / open);
  const good = polls.indexAtOrAfter(end / SECOND_MS) - polls.indexAtOrAfter(saleOpensAt / SECOND_MS);
  const failed = polls.failedBetween(saleOpensAt / SECOND_MS, end / SECOND_MS);
  return good === 0 ? 0 : Math.min(watched, good / (good + failed));
}

/** Seconds of a window that nobody looked at, its edges standing for polls: a gap of n intervals misses n - 1. */
function missedSeconds(seconds: Uint32Array, from: Instant, to: Instant, interval: number): number {
  const end = to / SECOND_MS;
  let last = from / SECOND_MS;
  let missed = 0;
  for (let i = firstAtOrAfter(seconds, last); last < end; i += 1) {
    const next = i < seconds.length && seconds[i]! < end ? seconds[i]! : end;
    if (next - last >= 1.5 * interval) missed += missedIn(openSeconds(last, next), interval);
    last = next;
  }
  return missed * interval;
}

/** Polls missing from a stretch of so many seconds. */
function missedIn(seconds: number, interval: number): number {
  return seconds >= 1.5 * interval ? Math.round(seconds / interval) - 1 : 0;
}

/** Seconds of a stretch in which 12306 was open. */
function openSeconds(from: number, to: number): number {
  return to - from - maintenanceMs(SERVICE_HOURS, from * SECOND_MS, to * SECOND_MS) / SECOND_MS;
}

/** Seconds from one good poll to the next, at the most, the edges of the window standing for polls. */
function longestGap(seconds: Uint32Array, from: Instant, to: Instant): number {
  const end = to / SECOND_MS;
  let last = from / SECOND_MS;
  let longest = 0;
  for (let i = firstAtOrAfter(seconds, last); last < end; i += 1) {
    const next = i < seconds.length && seconds[i]! < end ? seconds[i]! : end;
    if (next - last > longest) longest = Math.max(longest, openSeconds(last, next));
    last = next;
  }
  return longest;
}

/** The median of the gaps that touch the first hour; null when nobody looked in it or after it. */
function usualGap({ seconds }: PollTimes, saleOpensAt: Instant): number | null {
  const opening = saleOpensAt / SECOND_MS;
  const gaps: number[] = [];
  let last = opening;
  for (let i = firstAtOrAfter(seconds, opening); i < seconds.length; i += 1) {
    if (last >= opening + USUAL_GAP_HOURS * (HOUR_MS / SECOND_MS)) break;
    gaps.push(seconds[i]! - last);
    last = seconds[i]!;
  }
  gaps.sort((a, b) => a - b);
  const middle = gaps[Math.floor(gaps.length / 2)];
  return middle === undefined ? null : middle / 60;
}
