import { SECOND_MS } from '../calendar/china-time.ts';
import type { DayLog } from '../seats/day-log.ts';
import type { SpellContext } from './spells.ts';
import { CARRY_SECONDS, firstAtOrAfter, PollTimes } from './spells-poll-times.ts';

/** Polls to build from, by boarding station. */
export type KeptPolls = ReadonlyMap<string, PollTimes>;

/**
 * The same polling schedule for both years (METHODS.md 5.2): looked at every hour, a hot route lasts 38 % longer than
 * looked at every 10 minutes. By boarding station, for sale ages are counted from its opening; a station that only
 * one of the years knows keeps all its polls.
 */
export function thinToCommon(
  one: { day: DayLog; context: Pick<SpellContext, 'saleOpening'> },
  other: { day: DayLog; context: Pick<SpellContext, 'saleOpening'> },
): { one: KeptPolls; other: KeptPolls } {
  const kept = { one: new Map<string, PollTimes>(), other: new Map<string, PollTimes>() };
  const openings = openingsOf(one);
  for (const [origin, opensAt] of openingsOf(other)) {
    const opensAtOne = openings.get(origin);
    if (opensAtOne === undefined) continue;
    const matched = matchPolls(
      { seconds: one.day.polls.seconds, opening: opensAtOne / SECOND_MS },
      { seconds: other.day.polls.seconds, opening: opensAt / SECOND_MS },
    );
    kept.one.set(origin, new PollTimes(matched.one));
    kept.other.set(origin, new PollTimes(matched.other));
  }
  return kept;
}

export interface PollsOfSale {
  /** Since the epoch, ascending, each once. */
  seconds: Uint32Array;
  /** The second the sale opened. */
  opening: number;
}

/**
 * Of the polls of two sales, those whose sale ages are each other's nearest and at most an hour apart, as seconds: the
 * denser schedule is thinned to the sparser one wherever it is denser, and where one has a gap so has the other. Polls
 * before the openings are left out. The sales changed places give the same pairs.
 */
export function matchPolls(one: PollsOfSale, other: PollsOfSale): { one: Uint32Array; other: Uint32Array } {
  const [ours, theirs] = [sinceOpening(one), sinceOpening(other)];
  const shift = other.opening - one.opening;
  const nearestTheirs = nearestOf(ours, theirs, shift);
  const nearestOurs = nearestOf(theirs, ours, -shift);
  const kept = { one: new Uint32Array(ours.length), other: new Uint32Array(ours.length) };
  let size = 0;
  for (let i = 0; i < ours.length; i += 1) {
    const j = nearestTheirs[i]!;
    if (j < 0 || nearestOurs[j] !== i || Math.abs(theirs[j]! - shift - ours[i]!) > CARRY_SECONDS) continue;
    kept.one[size] = ours[i]!;
    kept.other[size] = theirs[j]!;
    size += 1;
  }
  return { one: kept.one.slice(0, size), other: kept.other.slice(0, size) };
}

function sinceOpening({ seconds, opening }: PollsOfSale): Uint32Array {
  return seconds.subarray(firstAtOrAfter(seconds, opening));
}

/** For each poll the index of the nearest in the other list, the earlier of two equally near; -1 in an empty one. */
function nearestOf(seconds: Uint32Array, others: Uint32Array, shift: number): Int32Array {
  const nearest = new Int32Array(seconds.length).fill(-1);
  if (others.length === 0) return nearest;
  const most = others.length - 1;
  let j = 0;
  for (let i = 0; i < seconds.length; i += 1) {
    const at = seconds[i]! + shift;
    while (j < most && Math.abs(others[j + 1]! - at) < Math.abs(others[j]! - at)) j += 1;
    nearest[i] = j;
  }
  return nearest;
}

/** The earliest opening of each boarding station. */
function openingsOf({
  day,
  context,
}: {
  day: DayLog;
  context: Pick<SpellContext, 'saleOpening'>;
}): Map<string, number> {
  const openings = new Map<string, number>();
  for (const offer of day.offers) {
    const opensAt = context.saleOpening(offer);
    if (opensAt !== null)
      openings.set(offer.origin, Math.min(opensAt, openings.get(offer.origin) ?? opensAt));
  }
  return openings;
}
