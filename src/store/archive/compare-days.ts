import {
  NOT_OFFERED_CODE,
  parseAvailability,
  parseWaitlist,
  SUSPENDED_CODE,
  UNLISTED_CODE,
} from '../../seats/seat-code.ts';
import { GONE } from '../seat-log/codes.ts';
import { type ArchivedCell, type ArchivedDay, arrangeCells, type Field, type Track } from './archived-day.ts';

/**
 * Whether everything the smaller day holds is in the larger one too: each of its polls and failures, and at each of
 * its ok polls the same answer. Then the larger may take the smaller's place and nothing is lost.
 *
 * Where the smaller never saw a train or a class, the larger may say that the answer left it out: it has seen it at a
 * poll that the smaller lacks.
 */
export function holdsDay(larger: ArchivedDay, smaller: ArchivedDay): boolean {
  if (!holdsFailures(larger, smaller)) return false;
  const places = findPolls(larger, smaller);
  return places !== null && agreeAt(places, new Replay(larger), new Replay(smaller));
}

function holdsFailures(larger: ArchivedDay, smaller: ArchivedDay): boolean {
  const known = new Set(larger.failures.map((one) => JSON.stringify(one)));
  return smaller.failures.every((one) => known.has(JSON.stringify(one)));
}

/** Where each ok poll of the smaller day is in the larger; null when one is not. */
function findPolls(larger: ArchivedDay, smaller: ArchivedDay): number[] | null {
  const placeOf = new Map(Array.from(larger.observed, (second, place) => [second, place]));
  const places: number[] = [];
  for (const [i, second] of smaller.observed.entries()) {
    const place = placeOf.get(second);
    if (place === undefined || larger.planned[place] !== smaller.planned[i]) return null;
    places.push(place);
  }
  return places;
}

/** Compares the two boards at each shared poll, looking only at cells that have changed since the last one. */
function agreeAt(places: readonly number[], larger: Replay, smaller: Replay): boolean {
  const differing = new Set<string>();
  for (const [i, place] of places.entries()) {
    for (const cell of [...larger.advance(place), ...smaller.advance(i)]) {
      if (sameAnswer(cell, larger, smaller)) differing.delete(cell);
      else differing.add(cell);
    }
    if (differing.size > 0) return false;
  }
  return true;
}

function sameAnswer(cell: string, larger: Replay, smaller: Replay): boolean {
  // The facts of a train that is not listed are what was last seen of it: no answer of this poll.
  if (cell.startsWith(FACTS) && larger.read(`${SALE_STATE}${cell.slice(FACTS.length)}`) === GONE_TEXT)
    return true;
  const [more, less] = [larger.read(cell), smaller.read(cell)];
  return more === less || (less === undefined && more !== undefined && LEFT_OUT.has(more));
}

const FACTS = 'facts ';
const SALE_STATE = 'saleState ';
const GONE_TEXT = `${GONE}`;
const LEFT_OUT = new Set([NOT_OFFERED_CODE, SUSPENDED_CODE, UNLISTED_CODE, GONE].map(String));

/** A day replayed poll by poll, each cell by a name and a text that do not depend on the day's own numbers. */
class Replay {
  readonly #changes: { poll: number; cell: string; text: string }[];
  readonly #board = new Map<string, string>();
  #next = 0;

  constructor(day: ArchivedDay) {
    this.#changes = arrangeCells(day.rows)
      .flatMap((cell, track) => {
        const { polls, values } = day.tracks[track] as Track;
        const name = nameOf(cell);
        return Array.from(polls, (poll, i) => {
          return { poll, cell: name, text: textOf(day, cell.field, values[i] as number) };
        });
      })
      .sort((a, b) => a.poll - b.poll);
  }

  /** Goes on to the given poll; the cells that may mean something else since. */
  advance(poll: number): string[] {
    const changed: string[] = [];
    for (let change = this.#changes[this.#next]; change !== undefined && change.poll <= poll; ) {
      this.#board.set(change.cell, change.text);
      changed.push(change.cell);
      if (change.cell.startsWith(SALE_STATE)) changed.push(`${FACTS}${change.cell.slice(SALE_STATE.length)}`);
      change = this.#changes[++this.#next];
    }
    return changed;
  }

  read(cell: string): string | undefined {
    return this.#board.get(cell);
  }
}

function nameOf({ field, row, seatClass }: ArchivedCell): string {
  return row === null ? field : `${field} ${row.trainNo} ${row.origin} ${row.destination} ${seatClass ?? ''}`;
}

function textOf(day: ArchivedDay, field: Field, value: number): string {
  if (field === 'facts') return JSON.stringify(day.facts[value]);
  if (field !== 'seat') return `${value}`;
  const availability = parseAvailability(value, day.tokens);
  const isRaw = availability.kind === 'unknown' && availability.raw !== null;
  return isRaw ? JSON.stringify([availability.raw, parseWaitlist(value)]) : `${value}`;
}
