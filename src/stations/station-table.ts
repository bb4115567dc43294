import type { CivilDate } from '../calendar/china-time.ts';
import { buildSaleTimes, findSaleTimeStep, overlaySaleTimes, SALE_TIME_SOURCE } from './sale-times.ts';
import type { Station, StationListing } from './schema.ts';
import { type SearchEntry, searchStations } from './search.ts';
import { readStationFacts, type StationFact, type StationFacts, type StationNames } from './station-facts.ts';
import { normaliseName, pinyinOfEnglish } from './station-names.ts';
import type { StationListVersion, StationOverlay } from './station-overlay.ts';

export interface StationTable {
  byTelecode(telecode: string): Station | undefined;
  byName(name: string): Station | undefined;
  /** By pinyin in any case (`Taiyuannan`, `Taiyuan South`); undefined where several listed stations are written so. */
  byEnglishName(name: string): Station | undefined;
  /** All stations 12306 answers for together when one of them is asked, itself among them. */
  sameCity(telecode: string): Station[];
  /** Best matches first for Chinese, pinyin, initials or telecode. */
  search(text: string, limit: number): Station[];
  /** `HH:MM` at which the station's tickets go on sale on that sale day; null when not known. */
  saleTimeOn(telecode: string, saleDay: CivilDate): string | null;
  /** The list that `saleTimeOn` has its answer from. */
  saleTimeSourceOn(telecode: string, saleDay: CivilDate): string;
  /** Telecodes of the stations that are in the list of the table's day. */
  listed(): string[];
}

/** A station that an answer of 12306 named. */
type NamedStation = Pick<Station, 'telecode' | 'name'>;

/** Halfway between the two lists: until then the names of 2021-01-01 are nearer, from then on those of March 2026. */
const NAMES_TURN: CivilDate = '2023-08-01';

const NOTHING_READ: StationOverlay = { stations: [], saleTimes: [], whose: '' };

/**
 * The stations of 12306's lists of 2021-01-01 and March 2026, under the names of the list nearer to `namesOn`
 * (by default the newer). A name a station no longer or not yet has finds it too, unless another has it now.
 * `extra`: stations that an answer named; those the lists do not have are added, in a city of their own name.
 * Pseudo stations (a name with blanks) are known by telecode only. `overlay`: lists read since; the newest says which
 * stations there are and how they are called, and one that it no longer has is still found under its last name.
 */
export function createStationTable(
  extra: readonly NamedStation[] = [],
  namesOn?: CivilDate,
  overlay: StationOverlay = NOTHING_READ,
): StationTable {
  const facts = readStationFacts();
  const nearest = namesOn !== undefined && namesOn < NAMES_TURN ? '2021' : '2026';
  const entries = overlayEntries(buildEntries(facts, extra, nearest), overlay.stations);
  const byTelecode = new Map(entries.map(({ station }) => [station.telecode, station]));
  const found = entries.filter(({ station }) => !isPseudo(station));
  const byName = indexNames(found);
  const byPinyin = indexPinyin(found);
  const cities = groupByCity(found);
  for (const entry of found) entry.citySize = cities.get(entry.station.city)?.length ?? 1;
  const saleTimes = overlaySaleTimes(buildSaleTimes(facts), overlay);

  return {
    byTelecode: (telecode) => byTelecode.get(telecode),
    byName: (name) => byName.get(normaliseName(name)),
    byEnglishName(name) {
      const pinyin = pinyinOfEnglish(name);
      return pinyin === null ? undefined : (byPinyin.get(pinyin) ?? undefined);
    },
    sameCity(telecode) {
      const station = byTelecode.get(telecode);
      if (station === undefined) return [];
      const group = cities.get(station.city) ?? [];
      return isPseudo(station) ? [...group, station] : group;
    },
    search: (text, limit) => searchStations(found, text, limit),
    saleTimeOn: (telecode, saleDay) => findSaleTimeStep(saleTimes, telecode, saleDay)?.time ?? null,
    saleTimeSourceOn: (telecode, saleDay) =>
      findSaleTimeStep(saleTimes, telecode, saleDay)?.source ?? SALE_TIME_SOURCE,
    listed: () => entries.flatMap(({ station, listed }) => (listed ? station.telecode : [])),
  };
}

function buildEntries(
  facts: StationFacts,
  extra: readonly NamedStation[],
  list: '2021' | '2026',
): SearchEntry[] {
  const entries = new Map(
    facts.stations.map((fact) => [
      fact.telecode,
      buildEntry(fact, facts.namesIn2021.get(fact.telecode), list),
    ]),
  );
  for (const { telecode, name } of extra) {
    const known = entries.get(telecode);
    const names = { name, pinyin: '', initials: '' };
    if (known === undefined) {
      entries.set(telecode, {
        station: { telecode, ...names, city: name },
        otherNames: [],
        listed: true,
        citySize: 1,
      });
    } else if (known.station.name !== name) known.otherNames.push(names);
  }
  return [...entries.values()];
}

/** The entries with the lists laid over them, oldest first; the newest decides what is listed. */
function overlayEntries(entries: SearchEntry[], versions: readonly StationListVersion[]): SearchEntry[] {
  const newest = versions.at(-1);
  if (newest === undefined) return entries;
  const byTelecode = new Map(entries.map((entry) => [entry.station.telecode, entry]));
  for (const { list } of versions)
    for (const listing of list)
      byTelecode.set(listing.telecode, renameEntry(byTelecode.get(listing.telecode), listing));
  const listed = new Set(newest.list.map((listing) => listing.telecode));
  return [...byTelecode.values()].map((entry) => ({ ...entry, listed: listed.has(entry.station.telecode) }));
}

/** The entry under the name of a list; the name it had finds it too. Fields that the list leaves empty are kept. */
function renameEntry(known: SearchEntry | undefined, listing: StationListing): SearchEntry {
  const { telecode, name, city } = listing;
  const before = known?.station;
  const station = {
    telecode,
    name,
    pinyin: listing.pinyin || (before?.name === name ? before.pinyin : ''),
    initials: listing.initials || (before?.name === name ? before.initials : ''),
    city: city ?? before?.city ?? name,
  };
  const others = known?.otherNames.filter((other) => other.name !== name) ?? [];
  const otherNames = before === undefined || before.name === name ? others : [...others, before];
  return { station, otherNames, listed: true, citySize: 1 };
}

function buildEntry(fact: StationFact, in2021: StationNames | undefined, list: '2021' | '2026'): SearchEntry {
  const { telecode, city, lists } = fact;
  const newest = { name: fact.name, pinyin: fact.pinyin, initials: fact.initials };
  const [names, otherNames] =
    in2021 === undefined ? [newest, []] : list === '2021' ? [in2021, [newest]] : [newest, [in2021]];
  return {
    station: { telecode, ...names, city },
    otherNames,
    listed: lists === 'both' || lists === list,
    citySize: 1,
  };
}

function groupByCity(entries: readonly SearchEntry[]): Map<string, Station[]> {
  const cities = new Map<string, Station[]>();
  for (const { station } of entries) cities.set(station.city, [...(cities.get(station.city) ?? []), station]);
  return cities;
}

/** A name belongs to the listed station that has it, else to one not in the list, else to one that had it. */
function indexNames(entries: readonly SearchEntry[]): Map<string, Station> {
  const index = new Map<string, Station>();
  const claim = (name: string, station: Station): void => {
    const key = normaliseName(name);
    if (!index.has(key)) index.set(key, station);
  };
  for (const { station, listed } of entries) if (listed) claim(station.name, station);
  for (const { station, listed } of entries) if (!listed) claim(station.name, station);
  for (const { station, otherNames } of entries) for (const { name } of otherNames) claim(name, station);
  return index;
}

/** Pinyin belongs to the one listed station that is written so; null where there are several. */
function indexPinyin(entries: readonly SearchEntry[]): Map<string, Station | null> {
  const index = new Map<string, Station | null>();
  for (const { station, listed } of entries) {
    if (listed && station.pinyin !== '')
      index.set(station.pinyin, index.has(station.pinyin) ? null : station);
  }
  return index;
}

function isPseudo({ name }: Station): boolean {
  return /\s/.test(name);
}
