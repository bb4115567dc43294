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
  for (const [origin, opening] of openingsOf(other)) {
    const opensAt = openings.get(origin);
    if (opensAt === undefined) continue;
    const agesOne = agesSince(one.day.polls.seconds, opensAt / SECOND_MS);
    const agesOther = agesSince(other.day.polls.seconds, opening / SECOND_MS);
    const ages = matchPolls(agesOne, agesOther);
    kept.one.set(origin, pollsAt(ages.one, opensAt / SECOND_MS));
    kept.other.set(origin, pollsAt(ages.other, opening / SECOND_MS));
  }
  return kept;
}

/**
 * Of two ascending lists of sale ages (seconds), those that are each other's nearest and at most an hour apart: the
 * denser list is thinned to the sparser one wherever it is denser, and where one has a gap so has the other. Lists
 * changed places give the same pairs.
 */
export function matchPolls(
  one: Float64Array,
  other: Float64Array,
): { one: Float64Array; other: Float64Array } {
  const nearestOther = nearestOf(one, other);
  const nearestOne = nearestOf(other, one);
  const keptOne = new Float64Array(one.length);
  const keptOther = new Float64Array(one.length);
  let kept = 0;
  for (let i = 0; i < one.length; i += 1) {
    const j = nearestOther[i]!;
    if (j < 0 || nearestOne[j] !== i || Math.abs(other[j]! - one[i]!) > CARRY_SECONDS) continue;
    keptOne[kept] = one[i]!;
    keptOther[kept] = other[j]!;
    kept += 1;
  }
  return { one: keptOne.subarray(0, kept), other: keptOther.subarray(0, kept) };
}

/** For each age the index of the nearest in the other list, the earlier of two equally near; -1 in an empty one. */
function nearestOf(ages: Float64Array, others: Float64Array): Int32Array {
  const nearest = new Int32Array(ages.length).fill(-1);
  if (others.length === 0) return nearest;
  let j = 0;
  for (let i = 0; i < ages.length; i += 1) {
    const age = ages[i]!;
    while (j + 1 < others.length && Math.abs(others[j + 1]! - age) < Math.abs(others[j]! - age)) j += 1;
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

function agesSince(seconds: Uint32Array, opening: number): Float64Array {
  const ages = new Float64Array(seconds.subarray(firstAtOrAfter(seconds, opening)));
  for (let i = 0; i < ages.length; i += 1) ages[i]! -= opening;
  return ages;
}

function pollsAt(ages: Float64Array, opening: number): PollTimes {
  const seconds = new Uint32Array(ages.length);
  for (let i = 0; i < ages.length; i += 1) seconds[i] = Math.round(ages[i]! + opening);
  return new PollTimes(seconds);
}
