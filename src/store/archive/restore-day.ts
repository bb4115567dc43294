import { createHash } from 'node:crypto';
import { ID_BYTES, planBatch } from '../seat-log/batch.ts';
import { planFactsDigits } from '../seat-log/codes.ts';
import {
  buildDictionary,
  type Dictionary,
  type DictionaryEntry,
  PROVENANCE_CELL,
} from '../seat-log/dictionary.ts';
import { planFailure, planFailures } from '../seat-log/failures.ts';
import { planEmptyLog, planLogOf, sortChanges } from '../seat-log/fold.ts';
import { EMPTY_TAIL, type LogTail } from '../seat-log/log-value.ts';
import { SEAL_SIZES } from '../seat-log/page.ts';
import type { Snapshot } from '../seat-log/snapshot.ts';
import type { LogPoll } from '../seat-log/tokens.ts';
import type { ArchivedDay } from './archived-day.ts';
import { hashDay } from './day-hash.ts';

/** The log of a day as the seat log would hold it, ready to be read or written. */
export interface RestoredDay {
  snapshot: Snapshot;
  /** Null where every poll failed. */
  dictionary: Dictionary | null;
  /** The dictionary as Redis keeps it. */
  batches: Buffer[];
}

/** Values of the keys of one pair and date (seat-log/keys.ts). */
export interface RestoredKeys {
  log: Buffer;
  sealed: Buffer[];
  cells: Buffer[];
  failures: Buffer;
}

/** A day as the seat log's own snapshot and dictionary. */
export async function restoreDay(day: ArchivedDay): Promise<RestoredDay> {
  const batches = day.planned.length === 0 ? [] : [await planRestoredBatch(day)];
  const dictionary = batches.length === 0 ? null : buildDictionary(batches);
  const polls = dictionary === null ? [] : restorePolls(day, dictionary);
  const failed = day.failures.map((one) =>
    planFailure({ plannedAt: one.planned, outcome: one.outcome, failure: one }, one.observed),
  );
  return {
    snapshot: { tail: restoreTail(day, dictionary), polls, late: [], failed },
    dictionary,
    batches,
  };
}

/** What Redis shall hold of a restored day: equal days give equal bytes. */
export function planRestoredKeys({ snapshot, batches }: RestoredDay): RestoredKeys {
  const { polls, tail } = snapshot;
  const failures = planFailures(snapshot.failed);
  if (polls.length === 0) return { log: planEmptyLog(tail), sealed: [], cells: [], failures };
  const { log, pages } = planLogOf(polls, tail, SEAL_SIZES);
  return { log, sealed: pages, cells: batches, failures };
}

/** One batch with everything. Its id comes from its content, so that it too names the whole dictionary. */
function planRestoredBatch({ rows, facts, tokens }: ArchivedDay): Promise<Buffer> {
  const entries: DictionaryEntry[] = rows.flatMap((row, place) => [
    ['row', row.trainNo, row.origin, row.destination] satisfies DictionaryEntry,
    ...row.seats.map((seatClass) => ['seat', place, seatClass] satisfies DictionaryEntry),
  ]);
  entries.push(...facts.map((one) => ['facts', ...one] satisfies DictionaryEntry));
  entries.push(...tokens.map((raw) => ['token', raw] satisfies DictionaryEntry));
  const id = createHash('sha256').update(JSON.stringify(entries)).digest().subarray(0, ID_BYTES);
  return planBatch(id, entries);
}

function restorePolls(day: ArchivedDay, dictionary: Dictionary): LogPoll[] {
  const polls = Array.from(day.planned, (planned, i) => ({
    observed: day.observed[i] as number,
    planned,
    changes: [] as number[],
  }));
  const put = (
    track: number,
    cellsOf: (value: number) => readonly (readonly [cell: number, code: number])[],
  ) => {
    const { polls: places, values } = day.tracks[track] as ArchivedDay['tracks'][number];
    for (const [i, place] of places.entries()) {
      for (const [cell, code] of cellsOf(values[i] as number)) polls[place]?.changes.push(cell, code);
    }
  };
  put(0, (code) => [[PROVENANCE_CELL, code]]);
  let track = 1;
  for (const row of dictionary.rows) {
    put(track++, (code) => [[row.sale, code]]);
    put(track++, (facts) => {
      const [low, high] = planFactsDigits(facts);
      return [
        [row.sale + 1, low],
        [row.sale + 2, high],
      ];
    });
    for (const { cell } of row.seats) put(track++, (code) => [[cell, code]]);
  }
  for (const poll of polls) sortChanges(poll.changes);
  return polls;
}

/** Time and plans of the last ok poll are set with the log. */
function restoreTail(day: ArchivedDay, dictionary: Dictionary | null): LogTail {
  const lastFailed = day.failures.at(-1)?.observed ?? 0;
  const observed = day.observed.at(-1) ?? 0;
  return {
    ...EMPTY_TAIL,
    version: day.planned.length + day.failures.length,
    // With the version it tells this log from any other, for writers that know one that was here before.
    check: Number.parseInt(hashDay(day).slice(0, 8), 16),
    polled: Math.max(lastFailed, observed),
    observed,
    batches: dictionary?.ids.length ?? 0,
    batchId: dictionary?.ids.at(-1) ?? EMPTY_TAIL.batchId,
    plannedLast: day.planned.reduce((most, planned) => Math.max(most, planned), 0),
  };
}
