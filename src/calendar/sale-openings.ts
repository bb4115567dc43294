import { type CivilDate, civilDateOf, daysBetween, type Instant, instantAt } from './china-time.ts';
import { type FirstSaleDay, firstSaleDay, type SaleChannel } from './presale.ts';

/** Since this sale day the windows start with 12306 (S01); before it nobody has told us their hours. */
const ALL_CHANNELS_TOGETHER_SINCE: CivilDate = '2021-01-29';

export interface SaleOpeningQuestion {
  /** The day of boarding. */
  travelDate: CivilDate;
  channel: SaleChannel;
  /** The boarding station's sale times (stations/sale-times.ts), `HH:MM` or null by sale day. */
  station?: { saleTimeOn(saleDay: CivilDate): string | null; source: string };
  /** The sale instant that 12306's own row states; it decides before every list. */
  rowOpensAt?: Instant | null;
}

export interface SaleOpening {
  travelDate: CivilDate;
  firstSaleDay: CivilDate;
  /** Null when the day is known and the hour is not. */
  opensAt: Instant | null;
  /** The window of that sale day, counting the sale day. */
  presaleDays: number;
  decidedBy: 'row' | 'station-sale-time' | 'presale-rule';
  /** Row of presale.data.ts; null when only 12306's own row is known. */
  rule: string | null;
  certainty: 'high' | 'medium' | 'low';
  sources: string[];
  note?: string;
}

/**
 * When tickets from a station for a day go, or went, on sale. The row's own instant decides; else the rule gives
 * the day and the station's sale time of that very day the hour. Null when neither row nor rule is known.
 */
export function saleOpening({
  travelDate,
  channel,
  station,
  rowOpensAt,
}: SaleOpeningQuestion): SaleOpening | null {
  const ruled = firstSaleDay(travelDate, channel);
  if (rowOpensAt !== undefined && rowOpensAt !== null) return openingOfRow(travelDate, rowOpensAt, ruled);
  if (ruled === null) return null;
  const time = isHourKnown(channel, ruled.firstSaleDay) ? station?.saleTimeOn(ruled.firstSaleDay) : null;
  if (station === undefined || time === null || time === undefined) {
    return { travelDate, ...ruled, opensAt: null, decidedBy: 'presale-rule' };
  }
  return {
    travelDate,
    ...ruled,
    opensAt: instantAt(ruled.firstSaleDay, time),
    decidedBy: 'station-sale-time',
    sources: [...ruled.sources, station.source],
  };
}

function openingOfRow(travelDate: CivilDate, opensAt: Instant, ruled: FirstSaleDay | null): SaleOpening {
  const day = civilDateOf(opensAt);
  const opening = { travelDate, firstSaleDay: day, opensAt, decidedBy: 'row', certainty: 'high' } as const;
  const sources = ["12306's own row"];
  if (ruled?.firstSaleDay === day) {
    const { presaleDays, rule } = ruled;
    return { ...opening, presaleDays, rule, sources: [...sources, ...ruled.sources] };
  }
  const note =
    ruled === null ? 'No presale rule is known for this date.' : `The rule would give ${ruled.firstSaleDay}.`;
  return { ...opening, presaleDays: daysBetween(day, travelDate) + 1, rule: null, sources, note };
}

function isHourKnown(channel: SaleChannel, saleDay: CivilDate): boolean {
  return channel === 'online' || saleDay >= ALL_CHANNELS_TOGETHER_SINCE;
}
