import { readFileSync } from 'node:fs';
import type { CivilDate } from '../calendar/china-time.ts';
import type { Station } from './schema.ts';

/** One line of stations.tsv. */
export interface StationFact extends Station {
  /** The lists of 12306 it is in. */
  lists: '2021' | '2026' | 'both';
  /** `HH:MM` on 2021-01-01 and on 2026-01-30; null where those lists do not have the station. */
  saleTime2021: string | null;
  saleTime2026: string | null;
}

/** The words a station is found by. */
export type StationNames = Pick<Station, 'name' | 'pinyin' | 'initials'>;

export interface StationFacts {
  stations: StationFact[];
  /** The names of 2021, by telecode, of stations that are called otherwise now. */
  namesIn2021: Map<string, StationNames>;
  /** Those of one station in the order of their days. */
  saleTimeChanges: { telecode: string; day: CivilDate; time: string }[];
}

/** Reads the three tables beside this file; each begins with what it holds and where that is from. */
export function readStationFacts(): StationFacts {
  return {
    stations: readTable('stations.tsv').map(parseStation),
    namesIn2021: new Map(
      readTable('renamed-stations.tsv').map(([telecode = '', name = '', pinyin = '', initials = '']) => [
        telecode,
        { name, pinyin, initials },
      ]),
    ),
    saleTimeChanges: readTable('sale-time-changes.tsv').map(([telecode = '', day = '', time = '']) => ({
      telecode,
      day,
      time,
    })),
  };
}

function parseStation(cells: string[]): StationFact {
  const [telecode = '', name = '', pinyin = '', initials = '', city = '', lists = '', time2021, time2026] =
    cells;
  return {
    telecode,
    name,
    pinyin,
    initials,
    city,
    lists: lists as StationFact['lists'],
    saleTime2021: time2021 || null,
    saleTime2026: time2026 || null,
  };
}

function readTable(file: string): string[][] {
  const text = readFileSync(new URL(`./${file}`, import.meta.url), 'utf8');
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return lines.map((line) => line.split('\t'));
}
