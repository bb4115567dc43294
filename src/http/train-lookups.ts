import type { CivilDate, Instant } from '../calendar/china-time.ts';
import { saleOpening } from '../calendar/sale-openings.ts';
import type { BoardRow } from '../seats/board.ts';
import type { Watch } from '../seats/schema.ts';
import { SALE_TIME_SOURCE } from '../stations/sale-times.ts';
import type { StationTable } from '../stations/station-table.ts';

/** When the tickets of a watched pair and day went or go on sale, by the rules at its station; null when none is known. */
export function openedAtOf({ pair, travelDate }: Watch, stations: StationTable): Instant | null {
  return openingOf({ origin: pair.from, saleOpensAt: null }, travelDate, stations)?.at ?? null;
}

/** When a row's tickets went or go on sale at its boarding station; null when no rule gives the hour. */
export function openingOf(
  row: Pick<BoardRow, 'origin' | 'saleOpensAt'>,
  travelDate: CivilDate,
  stations: StationTable,
): { at: Instant; decidedBy: string } | null {
  const opening = saleOpening({
    travelDate,
    channel: 'online',
    station: { saleTimeOn: (day) => stations.saleTimeOn(row.origin, day), source: SALE_TIME_SOURCE },
    rowOpensAt: row.saleOpensAt,
  });
  if (opening === null || opening.opensAt === null) return null;
  return { at: opening.opensAt, decidedBy: opening.decidedBy };
}
