import { createHash, type Hash } from 'node:crypto';
import { type ArchivedDay, arrangeCells } from './archived-day.ts';

/** Goes into every hash: the same content under other rules of writing it out is another hash. */
const RULES = 'yupiao-archive-content-1';

/**
 * SHA-256 over everything a day says, lowercase hexadecimal. The bytes hashed: one line of JSON with what is text
 * (rules, pair, date, rows, facts, tokens, failures, number of polls and of cells), then of each ok poll the plan
 * (8 bytes, IEEE 754) and the second observed (4 bytes), then of each cell the number of its changes (4 bytes), their
 * polls (4 bytes each) and their values (2 bytes each); numbers big-endian. Nothing of it depends on a compressor,
 * a version of Node, a locale or a time zone.
 */
export function hashDay(day: ArchivedDay): string {
  const hash = createHash('sha256');
  const { pair, travelDate, rows, facts, tokens, failures, planned, observed, tracks } = day;
  const text = [
    RULES,
    [pair.from, pair.to, travelDate],
    rows.map((row) => [row.trainNo, row.origin, row.destination, row.seats]),
    facts,
    tokens,
    failures.map((one) => [one.observed, one.planned, one.outcome, one.sign, one.detail]),
    [planned.length, arrangeCells(rows).length],
  ];
  hash.update(`${JSON.stringify(text)}\n`);
  const polls = Buffer.alloc(12 * planned.length);
  for (let i = 0; i < planned.length; i++) {
    polls.writeDoubleBE(planned[i] as number, 12 * i);
    polls.writeUInt32BE(observed[i] as number, 12 * i + 8);
  }
  hash.update(polls);
  for (const track of tracks) addTrack(hash, track.polls, track.values);
  return hash.digest('hex');
}

function addTrack(hash: Hash, polls: Uint32Array, values: Uint16Array): void {
  const bytes = Buffer.alloc(4 + 6 * polls.length);
  bytes.writeUInt32BE(polls.length, 0);
  for (let i = 0; i < polls.length; i++) {
    bytes.writeUInt32BE(polls[i] as number, 4 + 4 * i);
    bytes.writeUInt16BE(values[i] as number, 4 + 4 * polls.length + 2 * i);
  }
  hash.update(bytes);
}

/**
 * The hash of a whole archive's content: over its pairs and dates with the hash of each, in their canonical order.
 * When, by what and from which Redis it was written is not part of it.
 */
export function hashContent(days: readonly { key: string; hash: string }[]): string {
  const lines = days.map(({ key, hash }) => `${key} ${hash}\n`).sort();
  return createHash('sha256').update(`${RULES}\n`).update(lines.join('')).digest('hex');
}
