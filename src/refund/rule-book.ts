import { addDays, startOfDay } from '../calendar/china-time.ts';
import { CASH_ONLINE, CASH_WINDOW_ONLY, ONLINE_CUTOFFS, SERVICE_HOURS } from './channels.data.ts';
import { HONG_KONG_LADDERS, type HongKongRule } from './hong-kong.data.ts';
import { LADDERS } from './ladders.data.ts';
import type { CutoffRule, Dated, HoursRule, LadderRule, Rule, WaiverRule } from './rule.ts';
import {
  AFTER_DEPARTURE,
  CHUNYUN_20,
  GROUP_48_HOURS,
  LATE_TRAIN,
  MIS_PURCHASE,
  REBOOK_5,
  REBOOKED_AFTER_DEPARTURE,
  type RebookedRefundRule,
  SUSPENSION,
  WAITLIST_CANCEL,
} from './special.data.ts';
import { WAIVERS } from './waivers.data.ts';

/**
 * All a refund quote needs, its days turned into instants once. Lists run newest first, so the first match wins;
 * waivers run oldest first, so that a ticket stays under the one that first freed it.
 */
export interface RuleBook {
  ladders: Dated<LadderRule>[];
  hongKong: Dated<HongKongRule>[];
  cutoffs: Dated<CutoffRule>[];
  hours: Dated<HoursRule>[];
  waivers: Dated<WaiverRule>[];
  rebookedRefunds: Dated<RebookedRefundRule>[];
  cashOnline: Dated<Rule>;
  cashWindowOnly: Dated<Rule>;
  chunyun20: Dated<Rule>;
  rebookedAfterDeparture: Dated<Rule>;
  afterDeparture: Dated<Rule>;
  group: Dated<Rule>;
  waitlist: Dated<Rule>;
  suspension: Dated<Rule>;
  lateTrain: Dated<Rule>;
  mistakenPurchase: Dated<Rule>;
}

/** Turns a row's days into instants: `start` included, `end` not; open ends are infinite. */
export function dated<R extends Rule>(row: R): Dated<R> {
  return {
    ...row,
    start: row.from === null ? Number.NEGATIVE_INFINITY : startOfDay(row.from),
    end: row.to === null ? Number.POSITIVE_INFINITY : startOfDay(addDays(row.to, 1)),
  };
}

/** Rows with their days as instants, the newest first: so the first that matches is the one in force. */
export function newestFirst<R extends Rule>(rows: readonly R[]): Dated<R>[] {
  return rows.map((row) => dated(row)).sort((a, b) => b.start - a.start);
}

export const RULE_BOOK: RuleBook = {
  ladders: newestFirst(LADDERS),
  hongKong: newestFirst(HONG_KONG_LADDERS),
  cutoffs: newestFirst(ONLINE_CUTOFFS),
  hours: newestFirst(SERVICE_HOURS),
  waivers: WAIVERS.map((row) => dated(row)),
  rebookedRefunds: newestFirst(REBOOK_5),
  cashOnline: dated(CASH_ONLINE),
  cashWindowOnly: dated(CASH_WINDOW_ONLY),
  chunyun20: dated(CHUNYUN_20),
  rebookedAfterDeparture: dated(REBOOKED_AFTER_DEPARTURE),
  afterDeparture: dated(AFTER_DEPARTURE),
  group: dated(GROUP_48_HOURS),
  waitlist: dated(WAITLIST_CANCEL),
  suspension: dated(SUSPENSION),
  lateTrain: dated(LATE_TRAIN),
  mistakenPurchase: dated(MIS_PURCHASE),
};
