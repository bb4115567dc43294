import { addDays, civilDateOf, HOUR_MS, type Instant, startOfDay } from '../calendar/china-time.ts';
import { lastTravelDateOnSale } from '../calendar/presale.ts';
import { ruleAt } from './ladder-at.ts';
import type { Channel } from './question.ts';
import {
  AFTER_DEPARTURE_AT_STATION,
  AFTER_DEPARTURE_ONLINE,
  CHANGE_DESTINATION,
  LATER_DATE_PERCENT,
  REBOOK_ONCE,
  REBOOKING_RULES,
  type RebookingRule,
} from './rebooking.data.ts';
import type { Dated, Rule, Words } from './rule.ts';
import { dated, newestFirst, RULE_BOOK } from './rule-book.ts';
import { rebookingsShut } from './service-hours.ts';

/** What somebody wants to change about one ticket. Instants are whole seconds, departures at the boarding station. */
export interface RebookingQuestion {
  originalDeparture: Instant;
  newDeparture: Instant;
  /** When the rebooking is completed. */
  at: Instant;
  originalFareFen: number;
  newFareFen: number;
  channel: Channel;
  alreadyRebooked: boolean;
  kind: 'rebook' | 'destination';
  product: 'domestic' | 'group';
  payment: 'electronic' | 'cash';
}

export type RebookingCode =
  | 'FREE'
  | 'LATER_DATE_CHARGED'
  | 'ALREADY_REBOOKED'
  | 'SAME_DAY_ONLY'
  | 'NOT_ON_SALE_YET'
  | 'TOO_LATE'
  | 'AT_STATION_ONLY'
  | 'DESTINATION_NOT_OFFERED'
  | 'DESTINATION_TOO_LATE'
  | 'DESTINATION_NOT_FOR_GROUPS'
  | 'OUTSIDE_SERVICE_HOURS';

/** `percent` of the lower fare, or null when the rebooking is refused; `text` says why as a notice would. */
export interface RebookingDecision {
  code: RebookingCode;
  percent: number | null;
  rule: Rule;
  text: Words;
  /** When 12306, shut now, opens again, if that is in time for this rebooking. */
  opensAt: Instant | null;
}

const VERSIONS = newestFirst(REBOOKING_RULES);
const DESTINATION = dated(CHANGE_DESTINATION);
const ONLINE_AFTER_DEPARTURE = dated(AFTER_DEPARTURE_ONLINE);

const SAME_DAY_TEXT: Words = {
  zh: '此时只能改签票面日期当日24时前的列车。',
  en: 'At this time only trains up to 24:00 of the ticket date can be chosen.',
};
const TOO_LATE_TEXT: Words = {
  zh: '开车后已过办理改签的时限。',
  en: 'The time for rebooking after departure is over.',
};
const NOT_FOR_GROUPS_TEXT: Words = { zh: '团体票不能变更到站。', en: 'Not for group tickets.' };

/** Whether a rebooking is taken, and for what percentage, by the version in force at the time of rebooking. */
export function decideRebooking(q: RebookingQuestion): RebookingDecision {
  if (q.alreadyRebooked) return refused('ALREADY_REBOOKED', REBOOK_ONCE);
  const decision = decideByRules(q, versionAt(q.at));
  const shut =
    q.channel === 'online' && decision.percent !== null ? rebookingsShut(RULE_BOOK.hours, q.at) : null;
  if (shut === null) return decision;
  const { rule, opensAt } = shut;
  const isInTime =
    opensAt < q.newDeparture && decideByRules({ ...q, at: opensAt }, versionAt(opensAt)).percent !== null;
  return { ...refused('OUTSIDE_SERVICE_HOURS', rule), opensAt: isInTime ? opensAt : null };
}

function versionAt(at: Instant): Dated<RebookingRule> {
  return ruleAt(VERSIONS, at) ?? VERSIONS[VERSIONS.length - 1]!;
}

function decideByRules(q: RebookingQuestion, version: Dated<RebookingRule>): RebookingDecision {
  const decision =
    q.kind === 'destination'
      ? decideDestination(q)
      : q.at < q.originalDeparture
        ? decideBeforeDeparture(q, version)
        : decideAfterDeparture(q, version);
  return decision.percent !== null && isBeyondPresale(q) ? notOnSale(q, decision.rule) : decision;
}

function decideBeforeDeparture(q: RebookingQuestion, version: RebookingRule): RebookingDecision {
  const leftMs = q.originalDeparture - q.at;
  const { leastLeftMs, included } = version.anyTrain;
  const isFree = included ? leftMs >= leastLeftMs : leftMs > leastLeftMs;
  if (isFree || !isLaterDate(q)) return granted('FREE', version, 0);
  if (version.late === 'sameDayOnly') return refused('SAME_DAY_ONLY', version, SAME_DAY_TEXT);
  const { from24Hours, under24Hours } = LATER_DATE_PERCENT;
  return granted('LATER_DATE_CHARGED', version, leftMs >= 24 * HOUR_MS ? from24Hours : under24Hours);
}

function decideAfterDeparture(q: RebookingQuestion, version: RebookingRule): RebookingDecision {
  const midnight = startOfDay(addDays(civilDateOf(q.originalDeparture), 1));
  if (version.afterDeparture === 'specialCases' || q.at >= midnight) {
    return refused('TOO_LATE', version, TOO_LATE_TEXT);
  }
  if (q.channel === 'online' && q.at < ONLINE_AFTER_DEPARTURE.start) {
    return refused('AT_STATION_ONLY', AFTER_DEPARTURE_AT_STATION);
  }
  if (q.channel === 'online' && q.payment === 'cash')
    return refused('AT_STATION_ONLY', AFTER_DEPARTURE_ONLINE);
  if (!isLaterDate(q)) return granted('FREE', version, 0);
  return version.afterDeparture === 'laterDateCharged'
    ? granted('LATER_DATE_CHARGED', version, LATER_DATE_PERCENT.afterDeparture)
    : refused('SAME_DAY_ONLY', version, SAME_DAY_TEXT);
}

function decideDestination(q: RebookingQuestion): RebookingDecision {
  if (q.at < DESTINATION.start) return refused('DESTINATION_NOT_OFFERED', DESTINATION);
  if (q.product === 'group') return refused('DESTINATION_NOT_FOR_GROUPS', DESTINATION, NOT_FOR_GROUPS_TEXT);
  return q.originalDeparture - q.at >= 48 * HOUR_MS
    ? granted('FREE', DESTINATION, 0)
    : refused('DESTINATION_TOO_LATE', DESTINATION);
}

function isLaterDate({ newDeparture, originalDeparture }: RebookingQuestion): boolean {
  return civilDateOf(newDeparture) > civilDateOf(originalDeparture);
}

/** Where no presale rule is known the new train is taken to be on sale; a note says so. */
function isBeyondPresale({ newDeparture, at, channel }: RebookingQuestion): boolean {
  const last = lastTravelDateOnSale(at, channel);
  return last !== null && civilDateOf(newDeparture) > last;
}

function notOnSale({ at, channel }: RebookingQuestion, rule: Rule): RebookingDecision {
  const last = lastTravelDateOnSale(at, channel) ?? '';
  return refused('NOT_ON_SALE_YET', rule, {
    zh: `新车次不在预售期内,当日发售至${last}的车票。`,
    en: `The new train is not on sale yet: tickets are sold up to ${last}.`,
  });
}

function granted(code: RebookingCode, rule: Rule, percent: number): RebookingDecision {
  return { code, percent, rule, text: rule.text, opensAt: null };
}

function refused(code: RebookingCode, rule: Rule, text: Words = rule.text): RebookingDecision {
  return { code, percent: null, rule, text, opensAt: null };
}
