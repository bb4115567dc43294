import { type CivilDate, formatInstant, type Instant, SECOND_MS } from '../../calendar/china-time.ts';
import type { DayLog } from '../../seats/day-log.ts';
import type { OdPair, Watch } from '../../seats/schema.ts';
import type { ArchivedDay } from '../archive/archived-day.ts';
import { hashContent, hashDay } from '../archive/day-hash.ts';
import { dayLogOf } from '../archive/day-log-of.ts';
import type { ArchiveLog } from '../archive/log-port.ts';
import type { Archive } from '../archive/open-archive.ts';
import { watchKey } from '../archive/parts.ts';
import { cutDay } from './cut-day.ts';

/** One pair and date as statistics take it, with the hash of what was known of it. */
export interface SeasonDay {
  travelDate: CivilDate;
  /** Null where every poll failed. */
  log: DayLog | null;
  contentHash: string;
  polls: number;
}

/** What is known of one season, over archives and the running log, up to an instant. */
export interface SeasonDays {
  /** In order of their codes. */
  pairs: readonly OdPair[];
  /** The days of a pair in order of date. */
  readPair(pair: OdPair): Promise<SeasonDay[]>;
}

interface Range {
  first: CivilDate;
  last: CivilDate;
  /** Nothing observed after it is read; null: everything. */
  knownUntil: Instant | null;
}

/**
 * The days of a season from all that hold some. Where several hold the same pair and date, the one that was asked from
 * the earliest plan on counts, the first of them when that is the same: a log that began in mid-sale says less than an
 * archive of the whole sale.
 */
export async function openSeasonDays(
  archives: readonly Archive[],
  log: ArchiveLog | null,
  { first, last, knownUntil }: Range,
): Promise<SeasonDays> {
  const inRange = ({ travelDate }: Watch) => first <= travelDate && travelDate <= last;
  const holders = new Map<string, { watch: Watch; readers: DayReader[] }>();
  const hold = ({ pair, travelDate }: Watch, reader: DayReader) => {
    const watch = { pair: { from: pair.from, to: pair.to }, travelDate };
    const key = watchKey(watch);
    const known = holders.get(key) ?? { watch, readers: [] };
    known.readers.push(reader);
    holders.set(key, known);
  };
  for (const archive of archives) {
    for (const [place, watch] of archive.watches.entries()) {
      if (inRange(watch)) hold(watch, () => readArchived(archive, place));
    }
  }
  if (log !== null) {
    for (const watch of await log.readWatches(first, last)) {
      hold(watch, async () => (await log.readDay(watch))?.day ?? null);
    }
  }
  const byPair = new Map<string, { pair: OdPair; holders: { watch: Watch; readers: DayReader[] }[] }>();
  for (const [, one] of [...holders].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { pair } = one.watch;
    const name = `${pair.from}-${pair.to}`;
    const known = byPair.get(name) ?? { pair, holders: [] };
    known.holders.push(one);
    byPair.set(name, known);
  }
  return {
    pairs: [...byPair.values()].map(({ pair }) => pair),
    async readPair({ from, to }) {
      const days: SeasonDay[] = [];
      for (const { readers } of byPair.get(`${from}-${to}`)?.holders ?? []) {
        const day = await readEarliest(readers, knownUntil);
        if (day !== null) days.push(describeDay(day));
      }
      return days;
    },
  };
}

/** The hash over all days that went into a figure. */
export function hashSeason(days: readonly { watch: Watch; contentHash: string }[]): string {
  return hashContent(days.map(({ watch, contentHash }) => ({ key: watchKey(watch), hash: contentHash })));
}

/** An instant that a figure can name: whole seconds, as observations are kept. */
export function wholeSecond(at: Instant): { at: Instant; text: string } {
  const second = Math.floor(at / SECOND_MS) * SECOND_MS;
  return { at: second, text: formatInstant(second) };
}

type DayReader = () => Promise<ArchivedDay | null>;

async function readEarliest(
  readers: readonly DayReader[],
  knownUntil: Instant | null,
): Promise<ArchivedDay | null> {
  let earliest: { day: ArchivedDay; from: Instant } | null = null;
  for (const read of readers) {
    const whole = await read();
    const day = whole === null || knownUntil === null ? whole : cutDay(whole, knownUntil);
    if (day === null) continue;
    const from = Math.min(day.planned[0] ?? Infinity, day.failures[0]?.planned ?? Infinity);
    if (earliest === null || from < earliest.from) earliest = { day, from };
  }
  return earliest?.day ?? null;
}

async function readArchived(archive: Archive, place: number): Promise<ArchivedDay | null> {
  const part = archive.manifest.parts.findLast(({ firstWatch }) => firstWatch <= place);
  return part === undefined ? null : ((await archive.readPart(part))[place - part.firstWatch] ?? null);
}

function describeDay(day: ArchivedDay): SeasonDay {
  const polls = day.planned.length + day.failures.length;
  return { travelDate: day.travelDate, log: dayLogOf(day), contentHash: hashDay(day), polls };
}
