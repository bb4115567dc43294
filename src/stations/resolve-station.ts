import { InputError } from '../errors.ts';
import type { Station } from './schema.ts';
import type { StationTable } from './station-table.ts';

const MOST_NEAR_MATCHES = 5;

/**
 * The station that a person means by a telecode (TNV, tnv), a name (太原南, 太原南站) or, where only one station is
 * written so, an English name (Taiyuannan, Taiyuan South).
 * Throws InputError `unknown-station` that names `field` and the near matches.
 */
export function resolveStation(table: StationTable, text: string, field = 'station'): Station {
  const station =
    table.byName(text) ?? table.byTelecode(text.trim().toUpperCase()) ?? table.byEnglishName(text);
  if (station !== undefined) return station;
  const fault = { field, expected: 'a station as telecode (TNV) or name (太原南, Taiyuannan)', got: text };
  const hint = describeNearMatches(table, text);
  throw new InputError('unknown-station', [hint === null ? fault : { ...fault, hint }]);
}

/** "near: 太原 (TYV), 太原南 (TNV)", or null when nothing comes near. */
export function describeNearMatches(table: StationTable, text: string): string | null {
  const near = table.search(text, MOST_NEAR_MATCHES);
  return near.length === 0
    ? null
    : `near: ${near.map(({ name, telecode }) => `${name} (${telecode})`).join(', ')}`;
}
