import { SECOND_MS } from '../../calendar/china-time.ts';
import type { Watch } from '../../seats/schema.ts';
import { parseAvailability, parseWaitlist, planSeatCode, standingOf } from '../../seats/seat-code.ts';
import { parseFactsDigits } from '../seat-log/codes.ts';
import {
  cellOf,
  type Dictionary,
  type DictionaryRow,
  PROVENANCE_CELL,
  rowKey,
} from '../seat-log/dictionary.ts';
import type { FactsEntry } from '../seat-log/facts.ts';
import { parseFailure } from '../seat-log/failures.ts';
import { replayPolls } from '../seat-log/replay.ts';
import type { Snapshot } from '../seat-log/snapshot.ts';
import type { ArchivedDay, ArchivedFailure, ArchivedRow, Track } from './archived-day.ts';

/** A track under way, in the log's own numbers. */
interface Course {
  polls: number[];
  values: number[];
}

/**
 * The canonical day of what the log holds, polls that came late in their place. `dictionary` is null where every poll
 * failed: such a log has none.
 */
export function arrangeDay(
  { pair, travelDate }: Watch,
  snapshot: Snapshot,
  dictionary: Dictionary | null,
): ArchivedDay {
  const polls = [...snapshot.polls, ...snapshot.late].sort((a, b) => a.observed - b.observed);
  const day = {
    pair: { from: pair.from, to: pair.to },
    travelDate,
    planned: Float64Array.from(polls, (poll) => poll.planned),
    observed: Uint32Array.from(polls, (poll) => poll.observed),
    failures: arrangeFailures(snapshot.failed),
  };
  if (dictionary === null || polls.length === 0) {
    return {
      ...day,
      rows: [],
      facts: [],
      tokens: [],
      tracks: [{ polls: new Uint32Array(), values: new Uint16Array() }],
    };
  }
  const courses = replayCourses(snapshot, dictionary, day.observed);
  const seen = dictionary.rows.filter((row) => (courses[row.sale]?.polls.length ?? 0) > 0).sort(compareRows);
  const rows = seen.map((row): ArchivedRow => {
    const seats = row.seats.filter(({ cell }) => (courses[cell]?.polls.length ?? 0) > 0);
    const { trainNo, origin, destination } = row;
    return { trainNo, origin, destination, seats: seats.map((seat) => seat.seatClass) };
  });
  const factsCourses = seen.map((row) => mergeDigits(courses[row.sale + 1], courses[row.sale + 2]));
  const seatCourses = seen.map((row, i) =>
    (rows[i]?.seats ?? []).map((seatClass) => courses[cellOf(row, seatClass) as number] as Course),
  );
  const factsPlaces = placeByFirstUse(factsCourses, (value) => value);
  const tokenPlaces = placeByFirstUse(seatCourses.flat(), (code) => tokenOf(code, dictionary.tokens));
  const recode = planRecoding(dictionary.tokens, tokenPlaces);
  const entries = [...dictionary.factsOf.keys()];
  return {
    ...day,
    rows,
    facts: [...factsPlaces.keys()].map((place) => JSON.parse(entries[place] as string) as FactsEntry),
    tokens: [...tokenPlaces.keys()],
    tracks: [
      packTrack(courses[PROVENANCE_CELL] as Course),
      ...seen.flatMap((row, i) => [
        packTrack(courses[row.sale] as Course),
        packTrack(factsCourses[i] as Course, (value) => factsPlaces.get(value) as number),
        ...(seatCourses[i] ?? []).map((course) => packTrack(course, recode)),
      ]),
    ],
  };
}

/** Every change by cell, each with the place of its poll. */
function replayCourses(snapshot: Snapshot, dictionary: Dictionary, observed: Uint32Array): Course[] {
  const courses = dictionary.absent.map((): Course => ({ polls: [], values: [] }));
  let place = 0;
  replayPolls(dictionary, snapshot.polls, snapshot.late, Number.POSITIVE_INFINITY, (cell, code, second) => {
    while (observed[place] !== second) place++;
    const course = courses[cell] as Course;
    course.polls.push(place);
    course.values.push(code);
  });
  return courses;
}

/** The two digits of a facts number may change at different polls: the number itself changes at each of them. */
function mergeDigits(low: Course | undefined, high: Course | undefined): Course {
  const merged: Course = { polls: [], values: [] };
  if (low === undefined || high === undefined) return merged;
  const places = [...new Set([...low.polls, ...high.polls])].sort((a, b) => a - b);
  let l = -1;
  let h = -1;
  for (const place of places) {
    if (low.polls[l + 1] === place) l++;
    if (high.polls[h + 1] === place) h++;
    merged.polls.push(place);
    merged.values.push(parseFactsDigits(low.values[l] as number, high.values[h] as number));
  }
  return merged;
}

/** New places for what `keyOf` finds in the values, in order of first use: by poll, within a poll by course. */
function placeByFirstUse<K>(courses: readonly Course[], keyOf: (value: number) => K | null): Map<K, number> {
  const uses: { poll: number; course: number; key: K }[] = [];
  for (const [course, { polls, values }] of courses.entries()) {
    const met = new Set<K>();
    for (const [i, value] of values.entries()) {
      const key = keyOf(value);
      if (key === null || met.has(key)) continue;
      met.add(key);
      uses.push({ poll: polls[i] as number, course, key });
    }
  }
  uses.sort((a, b) => a.poll - b.poll || a.course - b.course);
  const places = new Map<K, number>();
  for (const { key } of uses) if (!places.has(key)) places.set(key, places.size);
  return places;
}

/** The raw text behind a seat's code; null where it has none. */
function tokenOf(code: number, tokens: readonly string[]): string | null {
  if (standingOf(code) !== 'unknown') return null;
  const availability = parseAvailability(code, tokens);
  return availability.kind === 'unknown' ? availability.raw : null;
}

function planRecoding(
  tokens: readonly string[],
  places: ReadonlyMap<string, number>,
): (code: number) => number {
  return (code) => {
    const raw = tokenOf(code, tokens);
    if (raw === null) return code;
    return planSeatCode({ kind: 'unknown', raw }, parseWaitlist(code), (text) => places.get(text) as number);
  };
}

function packTrack(course: Course, recode: (value: number) => number = (value) => value): Track {
  return { polls: Uint32Array.from(course.polls), values: Uint16Array.from(course.values, recode) };
}

function arrangeFailures(members: readonly string[]): ArchivedFailure[] {
  return [...members]
    .map((member) => ({ member, parsed: parseMember(member) }))
    .sort((a, b) => a.parsed.observed - b.parsed.observed || (a.member < b.member ? -1 : 1))
    .map(({ parsed }) => parsed);
}

function parseMember(member: string): ArchivedFailure {
  const { plannedAt, observedAt, outcome, sign, detail } = parseFailure(member);
  if (outcome === 'ok') throw new RangeError(`expected a poll that failed, got ${member}`);
  return {
    observed: observedAt / SECOND_MS,
    planned: plannedAt,
    outcome,
    sign: sign ?? '',
    detail: detail ?? '',
  };
}

function compareRows(a: DictionaryRow, b: DictionaryRow): number {
  return rowKey(a) < rowKey(b) ? -1 : 1;
}
