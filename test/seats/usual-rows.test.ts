import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Instant, MINUTE_MS, parseInstant } from '../../src/calendar/china-time.ts';
import type { Board } from '../../src/seats/board.ts';
import type { TrainRow } from '../../src/seats/schema.ts';
import { judgeRows, NO_USUAL_ROWS, type UsualRows } from '../../src/seats/usual-rows.ts';

const DATE = '2021-02-09';
const START = parseInstant('2021-02-01T10:00') as Instant;

/** Trains by number; the train of number n departs at minute 10 n of the day. */
function rowsOf(numbers: number[]): TrainRow[] {
  return numbers.map((number) => {
    const minute = 10 * number;
    const departureTime = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    return { trainNo: `n${number}`, origin: 'TNV', destination: 'HGH', departureTime } as TrainRow;
  });
}
const first = (count: number) => Array.from({ length: count }, (_, index) => index);
const boardOf = (numbers: number[]) => ({ rows: rowsOf(numbers) }) as unknown as Board;

/** Polls of these trains every `everyMinutes`; whether each is believed. */
function judge(polls: number[][], { everyMinutes = 5, startAt = START, usual = NO_USUAL_ROWS } = {}) {
  let state: UsualRows = usual;
  let board: Board | null = null;
  const believed = polls.map((numbers, index) => {
    const at = startAt + index * everyMinutes * MINUTE_MS;
    const judged = judgeRows(state, { rows: rowsOf(numbers), at, travelDate: DATE }, board);
    state = judged.next;
    if (judged.believed)
      board = boardOf([
        ...new Set([...(board?.rows ?? []).map((row) => Number(row.trainNo.slice(1))), ...numbers]),
      ]);
    return judged.believed;
  });
  return { believed, state };
}
const USUAL = [first(10), first(10), first(10)];

describe('an answer', () => {
  it.each<[string, number[][], boolean]>([
    ['with 7 rows of 10 usual ones is believed', [...USUAL, first(7)], true],
    ['with 6 is not', [...USUAL, first(6)], false],
    [
      'after fewer than three answers is believed: nothing is usual yet',
      [first(10), first(10), first(2)],
      true,
    ],
    ['of a pair with few trains is believed', [first(4), first(4), first(4), first(1)], true],
    ['with more rows than usual is believed', [...USUAL, first(30)], true],
    ['is measured by the median: one odd answer does not count', [...USUAL, first(30), first(7)], true],
  ])('%s', (_, polls, expected) => {
    expect(judge(polls).believed.at(-1)).toBe(expected);
  });

  it('that stays shorter with the same trains is believed the third time', () => {
    expect(judge([...USUAL, first(4), first(4), first(4), first(4)]).believed.slice(3)).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  it('is not believed for coming three times within five minutes', () => {
    const { believed } = judge([...USUAL, first(4), first(4), first(4), first(4), first(4)], {
      everyMinutes: 1,
    });
    expect(believed.slice(3)).toEqual([false, false, false, false, false]);
  });

  it('that is short of other trains each time is never believed', () => {
    const polls = Array.from({ length: 12 }, (_, n) => [n % 9, (n + 1) % 9, (n + 2) % 9]);
    expect(judge([...USUAL, ...polls]).believed.slice(3)).toEqual(Array(12).fill(false));
  });

  it('begins anew when a full answer comes in between', () => {
    const { believed } = judge([...USUAL, first(4), first(4), first(10), first(4), first(4)]);
    expect(believed.slice(3)).toEqual([false, false, true, false, false]);
  });

  it('on the day of travel is not short of trains that have departed', () => {
    const startAt = parseInstant(`${DATE}T07:00`) as Instant;
    const all = first(100);
    const polls = first(100).map((n) => {
      const minute = 7 * 60 + 5 * n;
      return all.filter((number) => 10 * number > minute);
    });
    expect(judge(polls, { startAt }).believed).not.toContain(false);
  });

  it('on the day of travel that lacks trains yet to depart is not believed', () => {
    const startAt = parseInstant(`${DATE}T07:00`) as Instant;
    const all = first(100).filter((number) => number > 45);
    expect(judge([all, all, all, all.slice(0, 20)], { startAt }).believed.at(-1)).toBe(false);
  });

  it('is believed in the end whatever the new list is, if it stays', () => {
    const list = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 1 });
    fc.assert(
      fc.property(fc.array(list, { maxLength: 10 }), list, (before, after) => {
        const { believed } = judge([...before, ...Array(7).fill(after)]);
        expect(believed.at(-1)).toBe(true);
      }),
    );
  });
});
