import type { CivilDate, Instant } from '../calendar/china-time.ts';
import { saleOpening } from '../calendar/sale-openings.ts';
import type { OfferLog } from '../seats/day-log.ts';
import type { StationTable } from '../stations/station-table.ts';

/**
 * When each offer of a travel date went on sale: by 12306's own row, else by the presale rule of that date and the
 * boarding station's sale time of that sale day; null where neither is known. Asked once a boarding station.
 */
export function planSaleOpenings(
  stations: Pick<StationTable, 'saleTimeOn' | 'saleTimeSourceOn'>,
  travelDate: CivilDate,
): (offer: Pick<OfferLog, 'origin' | 'saleOpensAt'>) => Instant | null {
  const ruled = new Map<string, Instant | null>();
  return ({ origin, saleOpensAt }) => {
    if (saleOpensAt !== null) return saleOpensAt;
    const known = ruled.get(origin);
    if (known !== undefined) return known;
    const opensAt = ruledOpening(stations, travelDate, origin);
    ruled.set(origin, opensAt);
    return opensAt;
  };
}

function ruledOpening(
  stations: Pick<StationTable, 'saleTimeOn' | 'saleTimeSourceOn'>,
  travelDate: CivilDate,
  origin: string,
): Instant | null {
  const day = saleOpening({ travelDate, channel: 'online' });
  if (day === null) return null;
  const source = stations.saleTimeSourceOn(origin, day.firstSaleDay);
  const station = { saleTimeOn: (saleDay: CivilDate) => stations.saleTimeOn(origin, saleDay), source };
  return saleOpening({ travelDate, channel: 'online', station })?.opensAt ?? null;
}
