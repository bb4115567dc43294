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
  const samePair = findPair(watches, stations, asked);
  const found = chooseWatch(samePair, asked);
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

/** The watches, of whatever day, that answer for two stations. */
export function findPair(
  watches: readonly Watch[],
  stations: StationTable,
  { from, to }: { from: Station; to: Station },
): Watch[] {
  const fromCity = telecodesOf(stations, from);
  const toCity = telecodesOf(stations, to);
  return watches.filter(({ pair }) => fromCity.has(pair.from) && toCity.has(pair.to));
}

/** Of a pair's watches the one of a day, the very pair asked first; undefined when the day is not watched. */
export function chooseWatch(
  samePair: readonly Watch[],
  { from, to, date }: { from: Station; to: Station; date: CivilDate },
): Watch | undefined {
  const sameDay = samePair.filter((watch) => watch.travelDate === date);
  return sameDay.find(({ pair }) => pair.from === from.telecode && pair.to === to.telecode) ?? sameDay[0];
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
