import type { Instant } from '../calendar/china-time.ts';
import type { TableView } from './comparison-table.ts';
import { compareGoneWithin, GONE_WITHIN_MINUTES } from './gone-within.ts';
import type { Missing } from './headline-schema.ts';
import { compareHoursOnSale } from './hours-on-sale.ts';
import type { CurveReadings } from './kept-curves.ts';
import { compareReopenings } from './reopenings.ts';
import type { Secondary } from './secondary-schema.ts';
import { compareSoldOutShare } from './sold-out-share.ts';
import { LEAD_HOURS } from './spell.ts';

interface Sides<T> {
  season: T;
  baseline: T;
}

export interface SecondaryQuestion {
  /** By cell, 1 for those on the opening's clock (CellPlan). */
  kept: Uint8Array;
  tauHours: number;
  horizonHours: number;
  readings: CurveReadings;
  pollGapMinutes: Sides<number | null>;
  years: Sides<number>;
}

/** S1 on the departure's clock, over all cells; S2 to S4 and reopenings on the opening's (METHODS.md 5.3). */
export function arrangeSecondary(
  view: TableView,
  question: SecondaryQuestion,
  observedUntil: Sides<Instant | null>,
): Secondary {
  const { kept, tauHours, horizonHours, readings, pollGapMinutes, years } = question;
  return {
    soldOutAtLead: compareLeads(view, observedUntil),
    medianTime: readings.medianTime,
    goneWithin: GONE_WITHIN_MINUTES.map((minutes) => ({
      minutes,
      result: compareGoneWithin(view, kept, minutes, pollGapMinutes),
    })),
    hoursOnSale: compareHoursOnSale(view, kept, tauHours, horizonHours, readings.meanHours),
    reopenings: compareReopenings(view, kept, tauHours, years),
  };
}

/** Where nothing can be compared on the opening's clock: S1 alone; the others miss what the headline misses. */
export function secondaryOffClock(
  view: TableView,
  missing: Missing,
  observedUntil: Sides<Instant | null>,
): Secondary {
  return {
    soldOutAtLead: compareLeads(view, observedUntil),
    medianTime: missing,
    goneWithin: GONE_WITHIN_MINUTES.map((minutes) => ({ minutes, result: missing })),
    hoursOnSale: missing,
    reopenings: missing,
  };
}

function compareLeads(view: TableView, observedUntil: Sides<Instant | null>): Secondary['soldOutAtLead'] {
  return LEAD_HOURS.map((leadHours) => ({
    leadHours,
    result: compareSoldOutShare(view, leadHours, observedUntil),
  }));
}
