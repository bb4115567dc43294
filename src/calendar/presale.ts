import { addDays, type CivilDate, civilDateOf, type Instant } from './china-time.ts';
import { PRESALE_ROWS, type PresaleRow } from './presale.data.ts';

/** Where a ticket is bought. Until 2021 the station windows sold two days later than 12306. */
export type SaleChannel = 'online' | 'window';

/** No window ever reached further; rows that ended earlier need no second look (every row of a board asks this). */
const LONGEST_PRESALE_DAYS = Math.max(...PRESALE_ROWS.map((row) => row.onlineDays ?? 0));

/** The sale days that the table covers, but for its gaps. */
export const KNOWN_SALE_DAYS = {
  first: PRESALE_ROWS[0]!.from,
  last: PRESALE_ROWS[PRESALE_ROWS.length - 1]!.until,
};

export interface FirstSaleDay {
  firstSaleDay: CivilDate;
  /** The window of that sale day, counting the sale day; a date that a growing window jumped over had fewer. */
  presaleDays: number;
  /** Row of presale.data.ts. */
  rule: string;
  certainty: 'high' | 'medium' | 'low';
  sources: string[];
  note?: string;
}

/**
 * The first day on which tickets for a travel date were, or will be, sold: the earliest sale day whose window
 * reached it. Null where no rule is known: before 2012, after the table, and in its gaps.
 */
export function firstSaleDay(travelDate: CivilDate, channel: SaleChannel): FirstSaleDay | null {
  const earliest = addDays(travelDate, 1 - LONGEST_PRESALE_DAYS);
  for (const [index, row] of PRESALE_ROWS.entries()) {
    if (row.until < earliest) continue;
    const presaleDays = daysOf(row, channel);
    if (presaleDays === null) continue;
    const usual = addDays(travelDate, 1 - presaleDays);
    const day = laterOf(usual, row.from);
    if (day > row.until || travelDate > (row.lastTravelDate ?? travelDate)) continue;
    // The window had reached this date before the row began, on a day that nobody has told us about.
    if (usual < row.from && isAfterGap(index, channel)) return null;
    const { id: rule, certainty, sources, note } = row;
    const answer = { firstSaleDay: day, presaleDays, rule, certainty, sources: [...sources] };
    return note === undefined ? answer : { ...answer, note };
  }
  return null;
}

/**
 * The last travel date that had gone on sale by the day of `at` (whole days: at which hour is the station's
 * affair). What went on sale before a window shrank stays on sale. Null on a day for which no rule is known.
 */
export function lastTravelDateOnSale(at: Instant, channel: SaleChannel): CivilDate | null {
  const day = civilDateOf(at);
  const index = PRESALE_ROWS.findIndex((row) => row.from <= day && day <= row.until);
  const row = PRESALE_ROWS[index];
  const days = row === undefined ? null : daysOf(row, channel);
  if (row === undefined || days === null) return null;
  const reached = reachOn(row, days, day);
  const before = REACHED_BEFORE[channel][index];
  return before == null ? reached : laterOf(reached, before);
}

/** By row, the last travel date that any row before it had reached on its last day; null when there is none. */
const REACHED_BEFORE: Record<SaleChannel, (CivilDate | null)[]> = {
  online: reachedBefore('online'),
  window: reachedBefore('window'),
};

function reachedBefore(channel: SaleChannel): (CivilDate | null)[] {
  let last: CivilDate | null = null;
  return PRESALE_ROWS.map((row) => {
    const before = last;
    const days = daysOf(row, channel);
    if (days !== null) {
      const reached = reachOn(row, days, row.until);
      last = last === null ? reached : laterOf(reached, last);
    }
    return before;
  });
}

function reachOn(row: PresaleRow, days: number, saleDay: CivilDate): CivilDate {
  const reach = addDays(saleDay, days - 1);
  return earlierOf(reach, row.lastTravelDate ?? reach);
}

function daysOf(row: PresaleRow, channel: SaleChannel): number | null {
  return channel === 'online' ? row.onlineDays : row.windowDays;
}

function isAfterGap(index: number, channel: SaleChannel): boolean {
  const row = PRESALE_ROWS[index]!;
  const before = PRESALE_ROWS[index - 1];
  return before === undefined || daysOf(before, channel) === null || addDays(before.until, 1) !== row.from;
}

/** Days written YYYY-MM-DD sort as text. */
function earlierOf(a: CivilDate, b: CivilDate): CivilDate {
  return a < b ? a : b;
}

function laterOf(a: CivilDate, b: CivilDate): CivilDate {
  return a < b ? b : a;
}
