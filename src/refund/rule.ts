import type { CivilDate, Instant } from '../calendar/china-time.ts';
import type { OpenHours } from '../calendar/service-hours.data.ts';
import type { SourceCode } from './sources.data.ts';

/** The same sentence as a station's notice in China and its English board would word it. */
export interface Words {
  zh: string;
  en: string;
}

export type Confidence = 'high' | 'medium' | 'low';

/** Which instant or day decides whether a row applies. */
export type SelectedBy = 'refundTime' | 'rebookTime' | 'purchaseTime' | 'travelDate';

export type RuleKind =
  | 'ladder'
  | 'hongKongLadder'
  | 'onlineCutoff'
  | 'serviceHours'
  | 'payment'
  | 'special'
  | 'waiver'
  | 'rebooking'
  | 'priceDifference'
  | 'product'
  | 'sale';

/** A rule is a dated row with a source. `from` and `to` are its first and last day, both included; null is open. */
export interface Rule {
  id: string;
  kind: RuleKind;
  name: Words;
  from: CivilDate | null;
  to: CivilDate | null;
  selectedBy: SelectedBy;
  scope: Words;
  /** What the rule says, in one sentence. */
  text: Words;
  sources: readonly SourceCode[];
  confidence: Confidence;
  /** What is not known about the row, or how we read it. */
  note?: Words;
  /** From this day on the row is believed more, or less, than `confidence` says. */
  laterConfidence?: { from: CivilDate; confidence: Confidence };
}

/** A row with its days turned into instants: `start` included, `end` not. */
export type Dated<R extends Rule> = R & { start: Instant; end: Instant };

/** One step of a fee ladder: it holds while at least (or, not `included`, more than) `leastLeftMs` remain. */
export interface Tier {
  leastLeftMs: number;
  included: boolean;
  /** Whole percent of the face price. */
  percent: number;
  label: Words;
}

/** How a fee is rounded: half yuan steps, or whole yuan with the fraction dropped. */
export type Rounding = 'halfYuan' | 'wholeYuanDown';

export interface Tariff {
  rounding: Rounding;
  /** 0 where no minimum is stated. */
  minimumFen: number;
}

export interface LadderRule extends Rule {
  kind: 'ladder' | 'hongKongLadder';
  tariff: Tariff;
  /** Most time left first; the last holds down to departure. */
  tiers: readonly [Tier, ...Tier[]];
  /** False where the source speaks of station windows only. */
  online: boolean;
}

export interface CutoffRule extends Rule {
  kind: 'onlineCutoff';
  minutesBefore: number;
}

export interface HoursRule extends Rule {
  kind: 'serviceHours';
  refund: OpenHours | 'allDay';
  sale: OpenHours;
  /** Tuesday 23:30 to Wednesday 05:00 closed, refunds excepted (since 2021-07-31). */
  tuesdayNightClosed: boolean;
}

export interface WaiverRule extends Rule {
  kind: 'waiver';
  /** Tickets bought before this instant are covered, the instant itself not; null where no cut-off is known. */
  boughtBefore: Instant | null;
  /** Last travel date on sale when the cut-off fell: no later ticket can be covered. */
  lastTravelDate: CivilDate;
  /** Which tickets: every one, only some we can tell by station, or some the sources do not list. */
  covers: 'all' | 'hebeiToBeijing' | 'unlisted' | 'unlistedToBeijing';
  /** Cash-paid and paper tickets could be handed back after departure, until before this instant. */
  cash?: { until: Instant; travelFrom: CivilDate; travelTo: CivilDate };
}

/** The confidence of a row for a day: rows may be believed more or less from some day on. */
export function confidenceOn(rule: Rule, date: CivilDate): Confidence {
  const later = rule.laterConfidence;
  return later !== undefined && date >= later.from ? later.confidence : rule.confidence;
}
