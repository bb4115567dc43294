import type { z } from 'zod';
import { expectationIn, type Fault } from '../errors.ts';
import type { OdPair } from '../seats/schema.ts';
import { describeNearMatches } from '../stations/resolve-station.ts';
import type { StationTable } from '../stations/station-table.ts';
import { corridorSchema, watchedPairSchema } from './watchlist-schema.ts';

/** What the schema found, in our words: where, what was expected, what came, and stations that come near. */
export function describeSchemaFaults(
  error: z.ZodError,
  json: unknown,
  stations: StationTable | null,
): Fault[] {
  return error.issues.map((issue) => {
    const value = valueAt(json, issue.path);
    const isStation = issue.path.some((key) => key === 'from' || key === 'to' || key === 'corridor');
    const hint =
      isStation && typeof value === 'string' && stations !== null
        ? describeNearMatches(stations, value)
        : null;
    const fault = {
      field: `WATCHLIST ${issue.path.join('.') || '(top)'}`,
      expected: isStation && typeof value === 'string' ? 'a telecode as TNV' : expectationIn(issue.message),
      got: JSON.stringify(value) ?? 'nothing',
    };
    return hint === null ? fault : { ...fault, hint };
  });
}

/**
 * What a schema cannot see: stations nobody knows, from = to, the same pair twice. Looks at every entry that is
 * well formed by itself, so that one typing error does not hide the next.
 */
export function findPairFaults(json: unknown, stations: StationTable | null): Fault[] {
  const faults: Fault[] = [];
  const seen = new Map<string, string>();
  for (const [index, item] of listAt(json, 'pairs').entries()) {
    const parsed = watchedPairSchema.safeParse(item);
    if (!parsed.success) continue;
    const field = `WATCHLIST pairs.${index}`;
    const { from, to } = parsed.data;
    faults.push(...stationFaults({ [`${field}.from`]: from, [`${field}.to`]: to }, stations));
    if (from === to) faults.push({ field, expected: 'two different stations', got: pairText({ from, to }) });
    const earlier = seen.get(pairText({ from, to }));
    if (earlier === undefined) seen.set(pairText({ from, to }), field);
    else
      faults.push({
        field,
        expected: 'each pair once',
        got: `${pairText({ from, to })} again`,
        hint: `as ${earlier}`,
      });
  }
  for (const [index, item] of listAt(json, 'corridors').entries()) {
    const parsed = corridorSchema.safeParse(item);
    if (!parsed.success) continue;
    const field = `WATCHLIST corridors.${index}.corridor`;
    const { corridor } = parsed.data;
    faults.push(
      ...stationFaults(Object.fromEntries(corridor.map((code, at) => [`${field}.${at}`, code])), stations),
    );
    const twice = corridor.find((code, at) => corridor.indexOf(code) !== at);
    if (twice !== undefined) faults.push({ field, expected: 'each station once', got: `${twice} again` });
  }
  return faults;
}

function stationFaults(telecodes: Record<string, string>, stations: StationTable | null): Fault[] {
  if (stations === null) return [];
  return Object.entries(telecodes)
    .filter(([, telecode]) => stations.byTelecode(telecode) === undefined)
    .map(([field, got]) => {
      const hint = describeNearMatches(stations, got);
      const fault = { field, expected: 'the telecode of a station', got };
      return hint === null ? fault : { ...fault, hint };
    });
}

/**
 * Pairs that 12306 answers together with an earlier one, both stations being of the same two cities: allowed, but
 * each of them asks for the same rows once more.
 */
export function describeSameAnswers(pairs: readonly OdPair[], stations: StationTable): string[] {
  const cityOf = (telecode: string) => stations.byTelecode(telecode)?.city ?? telecode;
  const first = new Map<string, OdPair>();
  return pairs.flatMap((pair) => {
    const cities = `${cityOf(pair.from)} ${cityOf(pair.to)}`;
    const known = first.get(cities);
    if (known === undefined) {
      first.set(cities, pair);
      return [];
    }
    return `the watchlist asks twice for the same rows: ${pairText(known)} is answered for the whole cities, ${pairText(pair)} with it`;
  });
}

function pairText({ from, to }: OdPair): string {
  return `${from}-${to}`;
}

function listAt(json: unknown, key: string): unknown[] {
  const list = valueAt(json, [key]);
  return Array.isArray(list) ? list : [];
}

function valueAt(json: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key],
    json,
  );
}
