import { formatInstant } from '../calendar/china-time.ts';
import type { Provenance } from '../seats/schema.ts';
import { planCanonicalJson } from './canonical-json.ts';
import type { MatchedCell } from './comparison-input.ts';
import { LEAD_HOURS, type Seen, type Spell } from './spell.ts';

/** One matched offer as a line of an export: what the figure was computed from. Hours are since the sale opening. */
export interface SubjectRow {
  season: number;
  lunar_offset: number;
  travel_date: string;
  /** The pair that was asked for, and the boarding and alighting station of the offer. */
  pair_from: string;
  pair_to: string;
  origin: string;
  destination: string;
  train_code: string;
  train_no: string;
  seat_class: string;
  matched_by: MatchedCell['matchedBy'];
  sale_opens_at: string;
  departure: string;
  /** Watched from here on. */
  entry_hours: number;
  /** Sold out after `lower_hours` and by `upper_hours`; both the last sight where it never was. */
  lower_hours: number;
  upper_hours: number;
  sold_out: boolean;
  censored_by: Spell['censoredBy'];
  on_sale_hours: number;
  observed_hours: number;
  /** What was seen then by any poll of its own season, also where the other season was not polled alike (S1). */
  seen_7d_before: Seen;
  seen_3d_before: Seen;
  seen_1d_before: Seen;
  reopenings: number;
  provenance: Provenance | '';
}

export const SUBJECT_COLUMNS = [
  ...['season', 'lunar_offset', 'travel_date', 'pair_from', 'pair_to', 'origin', 'destination'],
  ...['train_code', 'train_no', 'seat_class', 'matched_by', 'sale_opens_at', 'departure', 'entry_hours'],
  ...['lower_hours', 'upper_hours', 'sold_out', 'censored_by', 'on_sale_hours', 'observed_hours'],
  ...['seen_7d_before', 'seen_3d_before', 'seen_1d_before', 'reopenings', 'provenance'],
] as (keyof SubjectRow)[];

/**
 * The matched offers of one pair as lines of JSON, sorted, so that the order of reading leaves no trace.
 * `provenanceOf` tells where the answers of a season's day came from.
 */
export function planSubjectLines(
  cells: readonly MatchedCell[],
  years: { season: number; baseline: number },
  provenanceOf: (side: 'season' | 'baseline', travelDate: string) => Provenance | null,
): string[] {
  const lines: string[] = [];
  for (const cell of cells) {
    for (const side of ['season', 'baseline'] as const) {
      for (const spell of cell[side]) {
        const provenance = provenanceOf(side, spell.travelDate) ?? '';
        lines.push(planCanonicalJson(arrangeRow(spell, years[side], cell.matchedBy, provenance)));
      }
    }
  }
  return lines.sort();
}

function arrangeRow(
  spell: Spell,
  season: number,
  matchedBy: MatchedCell['matchedBy'],
  provenance: Provenance | '',
): SubjectRow {
  const [week, days, day] = LEAD_HOURS.map((_, i) => spell.atLead[i] ?? 'unobserved');
  return {
    season,
    lunar_offset: spell.lunarOffset,
    travel_date: spell.travelDate,
    pair_from: spell.pair.from,
    pair_to: spell.pair.to,
    origin: spell.origin,
    destination: spell.destination,
    train_code: spell.trainCode,
    train_no: spell.trainNo,
    seat_class: spell.seatClass,
    matched_by: matchedBy,
    sale_opens_at: formatInstant(spell.saleOpensAt),
    departure: formatInstant(spell.departure),
    entry_hours: toSeconds(spell.entry),
    lower_hours: toSeconds(spell.lower),
    upper_hours: toSeconds(spell.upper),
    sold_out: spell.event,
    censored_by: spell.censoredBy,
    on_sale_hours: toSeconds(spell.onSaleHours),
    observed_hours: toSeconds(spell.observedHours),
    seen_7d_before: week!,
    seen_3d_before: days!,
    seen_1d_before: day!,
    reopenings: spell.reopenings.length,
    provenance,
  };
}

/** To four places of an hour: polls are kept by the second. */
function toSeconds(hours: number): number {
  return Math.round(hours * 1e4) / 1e4;
}
