import type { CivilDate } from '../calendar/china-time.ts';
import { InputError } from '../errors.ts';
import type { OdPair, Watch } from '../seats/schema.ts';
import type { Station } from '../stations/schema.ts';
import type { StationTable } from '../stations/station-table.ts';

const MOST_NAMED = 12;

/**
 * The watched pair that answers for two stations on a day. 12306 answers for the whole city, so a pair of other
 * stations of the same two cities serves as well; the very pair asked comes first.
 * Throws InputError `unwatched-pair` that says what is watched instead.
 */
export function findWatch(
  watches: Watch[],
  stations: StationTable,
  asked: { from: Station; to: Station; date: CivilDate },
): Watch {
  const { from, to, date } = asked;
  const fromCity = telecodesOf(stations, from);
  const toCity = telecodesOf(stations, to);
  const samePair = watches.filter(({ pair }) => fromCity.has(pair.from) && toCity.has(pair.to));
  const sameDay = samePair.filter((watch) => watch.travelDate === date);
  const exact = sameDay.find(({ pair }) => pair.from === from.telecode && pair.to === to.telecode);
  const found = exact ?? sameDay[0];
  if (found !== undefined) return found;
  if (samePair.length > 0) {
    throw new InputError('unwatched-pair', [
      {
        field: 'date',
        expected: `a watched day of ${from.name}→${to.name}: ${listSome(samePair.map((watch) => watch.travelDate))}`,
        got: date,
      },
    ]);
  }
  throw new InputError('unwatched-pair', [
    {
      field: 'from, to',
      expected: `a watched pair: ${listSome(watches.map(({ pair }) => describePair(pair, stations)))}`,
      got: `${from.name} (${from.telecode}) → ${to.name} (${to.telecode})`,
      hint: 'nothing is known about this pair: that does not mean that nothing is left',
    },
  ]);
}

/** Telecodes of a station's whole city, the station itself included. */
export function telecodesOf(stations: StationTable, station: Station): Set<string> {
  return new Set([station.telecode, ...stations.sameCity(station.telecode).map((one) => one.telecode)]);
}

export function describePair(pair: OdPair, stations: StationTable): string {
  const name = (telecode: string) => stations.byTelecode(telecode)?.name ?? telecode;
  return `${name(pair.from)}→${name(pair.to)} (${pair.from}-${pair.to})`;
}

function listSome(texts: string[]): string {
  const different = [...new Set(texts)].sort();
  const more = different.length - MOST_NAMED;
  return different.slice(0, MOST_NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
