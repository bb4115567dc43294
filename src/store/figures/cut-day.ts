import { type Instant, SECOND_MS } from '../../calendar/china-time.ts';
import { placeOfToken } from '../../seats/seat-code.ts';
import { type ArchivedDay, type ArchivedRow, arrangeCells, type Track } from '../archive/archived-day.ts';

/**
 * What was known of a day at an instant: the day whose polls end there, in the canonical form, so its hash is that of a
 * log that ended then. Null when nothing had been asked by then.
 */
export function cutDay(day: ArchivedDay, until: Instant): ArchivedDay | null {
  const last = Math.floor(until / SECOND_MS);
  const polls = countUntil(day.observed, last);
  const failures = day.failures.filter(({ observed }) => observed <= last);
  if (polls === day.observed.length && failures.length === day.failures.length) return day;
  if (polls + failures.length === 0) return null;
  const known = { ...cutCells(day, polls), failures };
  return { ...day, ...known, planned: day.planned.slice(0, polls), observed: day.observed.slice(0, polls) };
}

/** A row that had not appeared leaves with all its cells. Facts and tokens are in order of first use. */
function cutCells(
  day: ArchivedDay,
  polls: number,
): Pick<ArchivedDay, 'rows' | 'facts' | 'tokens' | 'tracks'> {
  const rows: ArchivedRow[] = [];
  const tracks: Track[] = [];
  let facts = 0;
  let tokens = 0;
  for (const [place, { field, row, seatClass }] of arrangeCells(day.rows).entries()) {
    const track = cutTrack(day.tracks[place]!, polls);
    if (field !== 'provenance' && track.polls.length === 0) continue;
    tracks.push(track);
    if (field === 'saleState' && row !== null) rows.push({ ...row, seats: [] });
    if (seatClass !== null) rows.at(-1)!.seats.push(seatClass);
    for (const value of track.values) {
      if (field === 'facts') facts = Math.max(facts, value + 1);
      if (field === 'seat') tokens = Math.max(tokens, (placeOfToken(value) ?? -1) + 1);
    }
  }
  return { rows, facts: day.facts.slice(0, facts), tokens: day.tokens.slice(0, tokens), tracks };
}

function cutTrack({ polls, values }: Track, end: number): Track {
  const kept = countUntil(polls, end - 1);
  return { polls: polls.slice(0, kept), values: values.slice(0, kept) };
}

/** How many of ascending numbers are no greater than `last`. */
function countUntil(numbers: Uint32Array, last: number): number {
  const beyond = numbers.findIndex((one) => one > last);
  return beyond === -1 ? numbers.length : beyond;
}
