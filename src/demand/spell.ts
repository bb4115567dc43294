import type { CivilDate, Instant } from '../calendar/china-time.ts';
import type { OdPair, Provenance } from '../seats/schema.ts';
import type { SeatClass } from '../seats/seat-classes.data.ts';

/** Leads before departure at which S1 asks for the state, in hours: 7 days, 3 days, 1 day. */
export const LEAD_HOURS = [168, 72, 24] as const;

/** What was seen of an offer at a moment: `unobserved` is neither. */
export type Seen = 'onSale' | 'gone' | 'unobserved';

/**
 * One offer from sale opening to first sell-out (METHODS.md 5.1), with what the secondary measures need. All hours
 * are on its own clock: 0 is the sale opening at the boarding station. A national season has 900,000 of them: whoever
 * goes through one takes it pair by pair (matching never looks beyond a pair) and keeps columns, not these.
 */
export interface Spell {
  pair: OdPair;
  travelDate: CivilDate;
  lunarOffset: number;
  trainNo: string;
  trainCode: string;
  origin: string;
  destination: string;
  seatClass: SeatClass;
  saleOpensAt: Instant;
  departure: Instant;
  /**
   * Watched from here on: 0 when the first look was in time (within 60 minutes), else a late entry: the first look
   * at an offer still on sale, or the last look at one not released yet. Late entries are left out of the headline.
   */
  entry: number;
  /** Event: gone in (lower, upper], lower being 0 when it was gone at first look. Censored: both the last sight. */
  lower: number;
  upper: number;
  event: boolean;
  /** Why a censored spell ends: the end asked for, suspension, departure or season's end, the last good poll. */
  censoredBy: 'horizon' | 'suspended' | 'departure' | 'lastPoll' | null;
  /** Hours seen on sale and hours seen at all up to the horizon, each state carried 60 minutes at the most (S4). */
  onSaleHours: number;
  observedHours: number;
  /** At each of LEAD_HOURS before departure, within 30 minutes (S1). Returns count as on sale. */
  atLead: readonly Seen[];
  /** Hours at which it came back after having been gone, up to the horizon, and the hour up to which it was watched. */
  reopenings: readonly number[];
  watchedUntil: number;
  /** Whether its opening was watched well enough (isWellCovered); else its cell leaves both years. */
  wellCovered: boolean;
}

/** How well the hours after one sale opening of a pair and date were watched (METHODS.md 5.2, minimum data). */
export interface OpeningCoverage {
  /** Boarding stations whose sale opens at different times each have their own coverage. */
  saleOpensAt: Instant;
  /** Good polls of those planned (or due by the usual interval) in the first 24 h after opening, 0 to 1. */
  goodShare24h: number;
  /** Longest time without a good poll in the first 6 h, minutes. */
  longestGap6hMinutes: number;
  /** Good polls of those due over the whole horizon, 0 to 1 (S4, S1). */
  goodShare: number;
  /** Usual (median) minutes between two polls in the first hour, of those that were used; null without any (S3). */
  pollGapMinutes: number | null;
}

/** Why an offer of a day is no spell: not a subject yet, or nothing known of its clock. */
export type NoSpellReason = 'notReleased' | 'suspended' | 'noOpening' | 'noDeparture' | 'neverSeen';

/** One pair and date of a season as the comparison takes it. */
export interface DaySpells {
  pair: OdPair;
  travelDate: CivilDate;
  lunarOffset: number;
  /** Of the log it was built from. */
  provenance: Provenance;
  spells: Spell[];
  /** Offers left out, by reason: listed, never silently dropped. */
  left: { reason: NoSpellReason; trainCode: string; seatClass: SeatClass }[];
  /** One an opening, in the order of time; shares and gaps are measured before thinning. */
  coverage: OpeningCoverage[];
  /** Ok polls since the opening, and how many were left after thinning to the other year's schedule. */
  polls: { ok: number; kept: number };
}
