import type { CivilDate } from '../calendar/china-time.ts';
import { InputError } from '../errors.ts';
import { arrangeRule, arrangeSources, type Lang } from './arrange-quote.ts';
import { CASH_ONLINE, CASH_WINDOW_ONLY, ONLINE_CUTOFFS, SERVICE_HOURS } from './channels.data.ts';
import { HONG_KONG_LADDERS } from './hong-kong.data.ts';
import { LADDERS } from './ladders.data.ts';
import { OTHER_RULES } from './other-rules.data.ts';
import {
  AFTER_DEPARTURE_AT_STATION,
  AFTER_DEPARTURE_ONLINE,
  CHANGE_DESTINATION,
  PRICE_DIFFERENCE,
  REBOOK_ONCE,
  REBOOKING_RULES,
} from './rebooking.data.ts';
import { confidenceOn, type Rule } from './rule.ts';
import type { RulesAnswer } from './schema.ts';
import {
  AFTER_DEPARTURE,
  CHUNYUN_20,
  GROUP_48_HOURS,
  LATE_TRAIN,
  MIS_PURCHASE,
  REBOOK_5,
  REBOOKED_AFTER_DEPARTURE,
  SUSPENSION,
  WAITLIST_CANCEL,
} from './special.data.ts';
import { WAIVERS } from './waivers.data.ts';

/** The whole rule book, in the order a notice would print it. */
export const ALL_RULES: readonly Rule[] = [
  ...LADDERS,
  ...ONLINE_CUTOFFS,
  ...SERVICE_HOURS,
  CASH_WINDOW_ONLY,
  CASH_ONLINE,
  AFTER_DEPARTURE,
  REBOOKED_AFTER_DEPARTURE,
  GROUP_48_HOURS,
  WAITLIST_CANCEL,
  CHUNYUN_20,
  ...REBOOK_5,
  SUSPENSION,
  LATE_TRAIN,
  MIS_PURCHASE,
  ...WAIVERS,
  ...HONG_KONG_LADDERS,
  ...REBOOKING_RULES,
  AFTER_DEPARTURE_AT_STATION,
  AFTER_DEPARTURE_ONLINE,
  REBOOK_ONCE,
  CHANGE_DESTINATION,
  PRICE_DIFFERENCE,
  ...OTHER_RULES,
];

/**
 * The rules whose days hold `on`, both ends included. A row keyed on the travel date is listed by its own days,
 * as if that day were travelled on; a waiver until its last covered ticket departs.
 */
export function rulesOn(on: CivilDate, rules: readonly Rule[] = ALL_RULES): Rule[] {
  return rules.filter(({ from, to }) => (from === null || from <= on) && (to === null || on <= to));
}

/** No row is known to have held before the first ladder row: what has no first day is only not dated. */
const FIRST_DAY = LADDERS[0]?.from ?? '';

/** The answer of the API in one language. Throws InputError `no-rule-known` for a day before the first ladder. */
export function arrangeRulesOn(on: CivilDate, lang: Lang): RulesAnswer {
  if (on < FIRST_DAY) {
    const expected = `a day on or after ${FIRST_DAY}, where the first dated row begins`;
    throw new InputError('no-rule-known', [{ field: 'on', expected, got: on }]);
  }
  const rules = rulesOn(on);
  const codes = [...new Set(rules.flatMap(({ sources }) => sources))].sort();
  return {
    on,
    rules: rules.map((rule) => arrangeRule(rule, confidenceOn(rule, on), lang)),
    sources: arrangeSources(codes),
    lang,
  };
}
