import { type AlignedDay, FIRST_OFFSET, LAST_OFFSET, levelOf, weaker } from './align-days.ts';
import { changePercent, roundTo } from './percent.ts';
import type { VolumesAnswer } from './volumes-schema.ts';

type MatchedMean = VolumesAnswer['matchedMeans'][number];

/** Seven days hold every weekday once in any year; the festival days go by themselves (METHODS.md 4, trap 1). */
const BLOCKS = [
  { name: 'first week out', fromOffset: -15, toOffset: -9 },
  { name: 'second week out', fromOffset: -8, toOffset: -2 },
  { name: 'eve to the end of the holiday return', fromOffset: -1, toOffset: 8 },
  { name: 'first week back', fromOffset: 9, toOffset: 15 },
  { name: 'second week back', fromOffset: 16, toOffset: 22 },
  { name: 'all matched days', fromOffset: FIRST_OFFSET, toOffset: LAST_OFFSET },
] as const;

/**
 * Mean passengers a day over the days that both seasons know, block by block. A block without any has no mean; one
 * whose known days are not the same weekdays in both seasons has no change, but for the festival days.
 */
export function matchMeans(days: readonly AlignedDay[]): MatchedMean[] {
  return BLOCKS.map((block) => {
    const within = days.filter(
      ({ lunarOffset }) => block.fromOffset <= lunarOffset && lunarOffset <= block.toOffset,
    );
    const mean = meanOf(within);
    const isComparable = mean.weekdaysBalanced === true || within.every(({ comparable }) => comparable);
    const changePercent = isComparable ? mean.changePercent : null;
    return { ...block, days: within.length, ...mean, changePercent };
  });
}

function meanOf(days: readonly AlignedDay[]): Omit<MatchedMean, 'name' | 'fromOffset' | 'toOffset' | 'days'> {
  const matched = days.flatMap((day) => {
    const [top, base] = [levelOf(day.season), levelOf(day.baseline)];
    return top === null || base === null ? [] : [{ day, top, base }];
  });
  const first = matched[0];
  if (first === undefined) {
    return {
      matchedDays: 0,
      seasonMean10k: null,
      baselineMean10k: null,
      changePercent: null,
      basis: null,
      weekdaysBalanced: null,
    };
  }
  const mean = (levels: number[]) => levels.reduce((sum, level) => sum + level, 0) / levels.length;
  const season = mean(matched.map(({ top }) => top.passengers10k));
  const baseline = mean(matched.map(({ base }) => base.passengers10k));
  const weekdays = (which: 'season' | 'baseline') =>
    matched
      .map(({ day }) => day[which].weekday.iso)
      .sort()
      .join();
  return {
    matchedDays: matched.length,
    seasonMean10k: roundTo(season, 1),
    baselineMean10k: roundTo(baseline, 1),
    changePercent: changePercent(season, baseline),
    basis: matched.map(({ top, base }) => weaker(top.basis, base.basis)).reduce(weaker),
    weekdaysBalanced: weekdays('season') === weekdays('baseline'),
  };
}
