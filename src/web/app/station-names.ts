import { signal } from '@preact/signals';
import { englishName } from '../../stations/english-name.ts';
import { fetchAnswer } from './api/fetch-answer.ts';
import type { Both } from './both.ts';
import { lang } from './language.ts';
import { buildAddress } from './places.ts';

/** A station as answers name it: in Chinese. */
interface StationRef {
  telecode: string;
  name: string;
}

/** As many as /v1/stations takes at once. */
const MOST_AT_ONCE = 50;

const known = signal<ReadonlyMap<string, Both>>(new Map());
const asked = new Set<string>();
let wanted: string[] = [];

/** A station's name in the reader's language; in English the Chinese stands until the pinyin has come. */
export function stationName({ telecode, name }: StationRef): string {
  return lang.value === 'zh' ? name : (namesOf(telecode)?.en ?? name);
}

/** The same where there is room: English readers have the Chinese beside it, which is what signs and tickets show. */
export function stationNameInFull(station: StationRef): string {
  const inWords = stationName(station);
  return inWords === station.name ? inWords : `${inWords} ${station.name}`;
}

/** A station of which only the telecode is at hand; the telecode stands until its name has come. */
export function telecodeName(telecode: string): string {
  return namesOf(telecode)?.[lang.value] ?? telecode;
}

/** Names that nobody has wanted yet are asked for in one question after the view has been drawn. */
function namesOf(telecode: string): Both | undefined {
  const names = known.value.get(telecode);
  if (names === undefined && !asked.has(telecode)) {
    asked.add(telecode);
    if (wanted.length === 0) setTimeout(fetchNames, 0);
    wanted.push(telecode);
  }
  return names;
}

function fetchNames(): void {
  const telecodes = wanted;
  wanted = [];
  for (let start = 0; start < telecodes.length; start += MOST_AT_ONCE) {
    void fetchSome(telecodes.slice(start, start + MOST_AT_ONCE));
  }
}

async function fetchSome(telecodes: string[]): Promise<void> {
  const answer = await fetchAnswer<{ stations: (StationRef & { pinyin: string })[] }>(
    buildAddress('/v1/stations', { telecodes: telecodes.join(',') }),
    new AbortController().signal,
  );
  if (!answer.ok) {
    // The page says elsewhere that the service does not answer; the next view that shows them asks again.
    for (const telecode of telecodes) asked.delete(telecode);
    return;
  }
  const found = answer.value.stations.map(
    (station) => [station.telecode, { zh: station.name, en: englishName(station) }] as const,
  );
  known.value = new Map([...known.value, ...found]);
}
