import type { Station } from './schema.ts';
import type { StationNames } from './station-facts.ts';
import { editDistance, normaliseName, pinyinOfEnglish } from './station-names.ts';

/** A station with what a search looks at. */
export interface SearchEntry {
  station: Station;
  /** Names it had, or would have later. */
  otherNames: StationNames[];
  /** In the list of the table's day, rather than gone or yet to come. */
  listed: boolean;
  /** How many stations its city has: of two equal matches the one in the bigger city is meant more often. */
  citySize: number;
}

const HAN = /\p{Script=Han}/u;
const FEWEST_LETTERS_TO_GUESS = 3;

/**
 * The stations a text may mean, best first: as a Chinese name (whole, its beginning, a city, a part), as pinyin
 * (whole or its beginning; `Taiyuan South` too), as initials, as a telecode. Only when nothing fits, those one or two
 * slips away.
 */
export function searchStations(entries: readonly SearchEntry[], text: string, limit: number): Station[] {
  const wanted = pinyinOfEnglish(text) ?? normaliseName(text);
  if (wanted === '') return [];
  const isHan = HAN.test(wanted);
  const fits = rankAll(entries, (entry) =>
    isHan ? rankChinese(entry, wanted) : rankLatin(entry, wanted, text.trim()),
  );
  const found = fits.length > 0 ? fits : rankAll(entries, (entry) => rankSlips(entry, wanted, isHan));
  return found.slice(0, limit).map(({ entry }) => entry.station);
}

interface Ranked {
  entry: SearchEntry;
  rank: number;
}

function rankAll(entries: readonly SearchEntry[], rank: (entry: SearchEntry) => number | null): Ranked[] {
  const ranked: Ranked[] = [];
  for (const entry of entries) {
    const value = rank(entry);
    if (value !== null) ranked.push({ entry, rank: value });
  }
  return ranked.sort(compareRanked);
}

function compareRanked(a: Ranked, b: Ranked): number {
  return (
    a.rank - b.rank ||
    Number(b.entry.listed) - Number(a.entry.listed) ||
    Number(isMainStation(b.entry)) - Number(isMainStation(a.entry)) ||
    b.entry.citySize - a.entry.citySize ||
    a.entry.station.name.length - b.entry.station.name.length ||
    (a.entry.station.telecode < b.entry.station.telecode ? -1 : 1)
  );
}

function isMainStation({ station }: SearchEntry): boolean {
  return station.name === station.city;
}

function rankChinese({ station, otherNames }: SearchEntry, wanted: string): number | null {
  if (station.name === wanted) return 0;
  if (station.name.startsWith(wanted)) return 1;
  if (otherNames.some(({ name }) => name.startsWith(wanted))) return 2;
  if (station.city === wanted) return 3;
  if (station.name.includes(wanted)) return 4;
  return null;
}

function rankLatin({ station, otherNames }: SearchEntry, wanted: string, typed: string): number | null {
  if (station.telecode === typed) return 0;
  if (station.pinyin === wanted) return 1;
  if (station.initials === wanted) return 2;
  if (station.telecode.toLowerCase() === wanted) return 3;
  if (station.pinyin.startsWith(wanted)) return 4;
  if (station.initials.startsWith(wanted)) return 5;
  if (otherNames.some(({ pinyin, initials }) => pinyin.startsWith(wanted) || initials === wanted)) return 6;
  return null;
}

/** One slip, or two in a long word. A Chinese name has at least two characters, of which one must be right. */
function rankSlips({ station }: SearchEntry, wanted: string, isHan: boolean): number | null {
  const word = isHan ? station.name : station.pinyin;
  if (wanted.length < (isHan ? 2 : FEWEST_LETTERS_TO_GUESS)) return null;
  const allowed = wanted.length > 5 ? 2 : 1;
  if (Math.abs(word.length - wanted.length) > allowed) return null;
  const slips = editDistance(word, wanted);
  return slips <= allowed ? slips : null;
}
