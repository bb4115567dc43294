import type { StationTable } from './station-table.ts';

/** A table that can be changed for a newer one while it is in use. */
export interface CurrentStations {
  /** Asks whichever table is in use at that moment; never half of one and half of another within a call. */
  table: StationTable;
  swap(next: StationTable): void;
}

/** Hands out one table for good; the lists behind it may change. */
export function createCurrentStations(first: StationTable): CurrentStations {
  let current = first;
  return {
    table: {
      byTelecode: (telecode) => current.byTelecode(telecode),
      byName: (name) => current.byName(name),
      byEnglishName: (name) => current.byEnglishName(name),
      sameCity: (telecode) => current.sameCity(telecode),
      search: (text, limit) => current.search(text, limit),
      saleTimeOn: (telecode, saleDay) => current.saleTimeOn(telecode, saleDay),
      saleTimeSourceOn: (telecode, saleDay) => current.saleTimeSourceOn(telecode, saleDay),
      listed: () => current.listed(),
    },
    swap(next) {
      current = next;
    },
  };
}
