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

const SEEN =
  'onSale, gone, or unobserved when no poll came within 30 minutes; of its own season alone, also where the other was not polled alike';

/** Every column in the order of the files, explained for their readers. Null is an empty cell in CSV. */
export const SUBJECT_COLUMN_WORDS: Readonly<Record<keyof SubjectRow, string>> = {
  season: 'the year of its New Year’s Day; each file holds both seasons of the comparison',
  lunar_offset: 'days of the travel date from New Year’s Day; -1 is its eve',
  travel_date: 'day of departure at `origin`',
  pair_from: 'telecode of the station that was asked for as origin',
  pair_to: 'telecode of the station that was asked for as destination',
  origin: 'telecode of the boarding station of the offer, of the same city as `pair_from`',
  destination: 'telecode of the alighting station of the offer, of the same city as `pair_to`',
  train_code: 'the number on the ticket, as G1954',
  train_no: '12306’s own identifier of the train',
  seat_class: 'code of the class as in /v1/availability, as O for second class',
  matched_by: 'how its like was found in the other season: trainCode, or group (alike trains of the route)',
  sale_opens_at: 'when its sale opened; all hours below but the leads are counted from here',
  departure: 'when the train leaves `origin`',
  entry_hours:
    'watched from this hour on: 0 when the first look came within 60 minutes of the sale opening, else a late entry, which the headline leaves out',
  lower_hours:
    'sold out after this hour, the last look that saw it on sale, or 0 when the first saw it gone; the last look where it never sold out',
  upper_hours:
    'sold out by this hour: the first look that saw it gone; equal to lower_hours where it never sold out',
  sold_out: 'true: it was seen gone; false: it was not, up to lower_hours (censored)',
  censored_by:
    'why it was followed no longer where sold_out is false: horizon, suspended, departure (or the season’s end), lastPoll; null where sold_out is true',
  on_sale_hours: 'hours seen on sale up to the horizon, each look carried 60 minutes at the most',
  observed_hours: 'hours seen at all up to the horizon, on sale or gone; on_sale_hours is part of them',
  seen_7d_before: `what was seen 7 days (168 h) before departure: ${SEEN}`,
  seen_3d_before: `what was seen 3 days (72 h) before departure: ${SEEN}`,
  seen_1d_before: `what was seen 1 day (24 h) before departure: ${SEEN}`,
  reopenings: 'how often it came back on sale after having been gone, up to the horizon',
  provenance: 'where the answers are from: synthetic, recorded or live; empty when not known',
};

export const SUBJECT_COLUMNS = Object.keys(SUBJECT_COLUMN_WORDS) as (keyof SubjectRow)[];

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
