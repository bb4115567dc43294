import { DAY_MS, SECOND_MS } from '../calendar/china-time.ts';
import type { Doubt } from './doubt.ts';
import { hoursDoubt } from './doubts-hours.ts';
import { cutoffSwitchDoubt, hongKongVersionDoubt, travelDateKeyDoubt } from './doubts-versions.ts';
import { rebookedPurchaseDoubt, unlistedWaiverDoubt } from './doubts-waivers.ts';
import type { HongKongRule } from './hong-kong.data.ts';
import { ladderAt, tierAt } from './ladder-at.ts';
import { feeOf, roundedShare } from './money.ts';
import type { Outcome } from './outcome.ts';
import type { Case } from './question.ts';
import { rebookedRefundRule } from './rebooked-and-mistaken.ts';
import type { Shut } from './service-hours.ts';

/** The first second of the notice that says what a ticket below the minimum pays. */
const SMALL_FARES_SETTLED = Date.parse('2021-01-14T00:00:00+08:00');

/**
 * Where the sources disagree, or a date was not found, and it changes the answer at the time asked about. Empty
 * nearly always. The main answer stands on the reading each rule's row names.
 */
export function findDoubts(c: Case, outcome: Outcome, shut: Shut | null): Doubt[] {
  const found = [
    eightDaysDoubt(c, outcome),
    hongKongDaysDoubt(c, outcome),
    hongKongVersionDoubt(c, outcome),
    travelDateKeyDoubt(c, outcome),
    cutoffSwitchDoubt(c, outcome),
    hoursDoubt(c, outcome, shut),
    rebookedPurchaseDoubt(c, outcome),
    unlistedWaiverDoubt(c, outcome),
    lateTrainDoubt(c, outcome),
    smallFareDoubt(c, outcome),
  ];
  // While 12306 is shut the answer is a refusal: a reading that refuses too is no other answer.
  return found
    .filter((doubt) => doubt !== null)
    .filter(({ otherFeeFen }) => shut === null || otherFeeFen !== null);
}

/** OPEN-1: 192 hours, or calendar days up to the end of day D-7. */
function eightDaysDoubt(c: Case, outcome: Outcome): Doubt | null {
  if (outcome.code !== 'LADDER' || outcome.rule?.id !== 'LADDER_2021' || outcome.percent !== 5) return null;
  const { departure, at } = c.question;
  const began = ladderAt(c.book, at, c.travelDay)?.start ?? at;
  const from = Math.max(departure - 8 * DAY_MS + SECOND_MS, began);
  const to = c.travelDay - 6 * DAY_MS - SECOND_MS;
  if (at < from || at > to || rebookedRefundRule(c, at) !== null) return null;
  return {
    id: 'OPEN-1',
    from,
    to,
    otherAllowed: true,
    otherRate: 0,
    otherFeeFen: 0,
    otherReading: {
      zh: '按日历日计算(含乘车当日),此时仍不收退票费。',
      en: 'Counted in calendar days, the travel day included, it is still free.',
    },
    why: {
      zh: '规定只写“8天(含当日)以上”,是192小时还是日历日,官方未作说明;2015年铁路部门曾称15天即360小时。请向12306确认。',
      en: 'The notice says only "8 days (the day included) or more"; nothing official settles hours or calendar days. In 2015 the railway counted its 15 days as 360 hours. Ask 12306.',
    },
    sources: ['S02', 'S15', 'G07'],
  };
}

/** The days of the Hong Kong ladders are as open as the 8 days at home. */
function hongKongDaysDoubt(c: Case, outcome: Outcome): Doubt | null {
  if (outcome.rule?.kind !== 'hongKongLadder' || outcome.percent !== 30) return null;
  const { cheapDays, tariff, tiers, sources } = outcome.rule as HongKongRule;
  const { departure, at, fareFen } = c.question;
  const from = departure - cheapDays * DAY_MS + SECOND_MS;
  const to = c.travelDay - (cheapDays - 2) * DAY_MS - SECOND_MS;
  if (at < from || at > to) return null;
  return {
    id: 'HONG_KONG_DAYS',
    from,
    to,
    otherAllowed: true,
    otherRate: tiers[0].percent / 100,
    otherFeeFen: feeOf(fareFen, tiers[0].percent, tariff),
    otherReading: {
      zh: `按日历日计算${cheapDays}天,此时仍为5%。`,
      en: `Counting ${cheapDays} calendar days, it is still 5%.`,
    },
    why: {
      zh: `来源未说明${cheapDays}天按小时还是按日历日计算。`,
      en: `The sources do not say whether the ${cheapDays} days are hours or calendar days.`,
    },
    sources,
  };
}

/** That a late train's refund is free is implied, not stated. */
function lateTrainDoubt(c: Case, outcome: Outcome): Doubt | null {
  const { departure, actualDeparture, at, fareFen } = c.question;
  if (outcome.code !== 'TRAIN_LATE' || actualDeparture === null) return null;
  const ladder = ladderAt(c.book, at, c.travelDay);
  if (ladder === null) return null;
  const { percent } = tierAt(ladder, 0);
  return {
    id: 'LATE_TRAIN_FREE',
    from: departure,
    to: actualDeparture - SECOND_MS,
    otherAllowed: true,
    otherRate: percent / 100,
    otherFeeFen: feeOf(fareFen, percent, ladder.tariff),
    otherReading: {
      zh: `按开车前不足24小时核收${percent}%。`,
      en: `Charged ${percent}%, as less than 24 hours before departure.`,
    },
    why: {
      zh: '来源只说晚点可退,未明说免收退票费。',
      en: 'The source says that it may be refunded, not that it is free.',
    },
    sources: ['S54'],
  };
}

/** Before 2021-01-14 no text says what a ticket below the 2 yuan minimum pays. */
function smallFareDoubt(c: Case, outcome: Outcome): Doubt | null {
  const { fareFen, at, departure } = c.question;
  const { percent, tariff } = outcome;
  if (percent === null || percent === 0 || tariff === null || fareFen >= tariff.minimumFen) return null;
  if (at >= SMALL_FARES_SETTLED) return null;
  return {
    id: 'SMALL_FARE',
    from: null,
    to: Math.min(SMALL_FARES_SETTLED, departure) - SECOND_MS,
    otherAllowed: true,
    otherRate: percent / 100,
    otherFeeFen: Math.min(fareFen, roundedShare(fareFen, percent, tariff.rounding)),
    otherReading: {
      zh: '不适用最低2元,按比例核收。',
      en: 'The minimum of 2 yuan does not apply: the percentage alone.',
    },
    why: {
      zh: '票价不足2元的按票价核收,见于2021-01-14起的通知;此前未见规定。',
      en: 'That a ticket below 2 yuan pays its whole fare is first said by the notice of 2021-01-14.',
    },
    sources: ['S02'],
  };
}
