import type { StationListing } from '../stations/schema.ts';
import { excerpt, type FailureSign } from './failures.ts';

/** A list read whole, or why there is none. */
export type ParsedList<T> =
  | { kind: 'list'; list: T[] }
  | { kind: 'failure'; sign: FailureSign; seen: string };

const FEWEST_FIELDS = 6;
const CITY_FIELD = 7;

/**
 * Reads station_name.js (PROTOCOL.md section 5): six fields an entry until about 2022, ten or eleven since, the city
 * among them; entries are parted by `@` whatever bars stand before it. Names keep their inner blanks: those are
 * pseudo stations. All entries can be read or none is given; a list without entries is `empty-list`. Never throws.
 */
export function parseStationList(text: string): ParsedList<StationListing> {
  const quoted = /^\s*var\s+station_names\s*=\s*(['"])([^'"]*)\1\s*;?\s*$/.exec(text)?.[2];
  if (quoted === undefined) return failure('list-unreadable', `no station_names: ${excerpt(text)}`);
  const entries = quoted.split('@').filter((entry) => entry.trim() !== '');
  if (entries.length === 0) return failure('empty-list', 'station_names holds no station');
  const list = new Map<string, StationListing>();
  for (const [index, entry] of entries.entries()) {
    const fields = entry.split('|').map((field) => field.trim());
    const [, name = '', telecode = '', pinyin = '', initials = ''] = fields;
    const place = `entry ${index + 1} of ${entries.length}: ${excerpt(entry)}`;
    if (fields.length < FEWEST_FIELDS || name === '' || !/^[A-Z]{3}$/.test(telecode))
      return failure('list-unreadable', place);
    // The list of 2021-01-01 has three stations twice, each time as the same station.
    if ((list.get(telecode)?.name ?? name) !== name) return failure('list-unreadable', place);
    list.set(telecode, { telecode, name, pinyin, initials, city: fields[CITY_FIELD] || null });
  }
  return { kind: 'list', list: [...list.values()] };
}

function failure(sign: FailureSign, seen: string): ParsedList<never> {
  return { kind: 'failure', sign, seen };
}
