import { expect, test } from 'vitest';
import { MINUTE_MS, parseInstant } from '../../src/calendar/china-time.ts';
import type { PollRecord } from '../../src/seats/board.ts';
import { arrangeGaps, countPolls } from '../../src/seats/coverage.ts';

const START = parseInstant('2021-01-12T10:00:00') as number;
const at = (minute: number) => START + minute * MINUTE_MS;

/** `10` is an ok poll at minute 10, `15 timeout` one that failed with that sign. */
function polls(...texts: string[]): PollRecord[] {
  return texts.map((text) => {
    const [minute, sign] = text.split(' ');
    const instant = at(Number(minute));
    const failed = sign !== undefined;
    return {
      plannedAt: instant,
      observedAt: instant,
      outcome: failed ? 'failed' : 'ok',
      sign: sign ?? null,
      detail: failed ? '' : null,
    };
  });
}

test.each<[string, PollRecord[], number, [number, number | null, string][]]>([
  ['without any poll there is nothing to measure from', [], 60, []],
  ['polls at the usual interval leave no gap', polls('0', '5', '10'), 12, []],
  ['exactly twice the interval is no gap', polls('0', '10'), 20, []],
  ['more than that is one, with nothing tried', polls('0', '11', '16'), 18, [[0, 11, 'not-polled']]],
  ['a failure inside names it', polls('0', '5 timeout', '10 timeout', '15'), 17, [[0, 15, 'timeout']]],
  [
    'the commonest sign names it, not the last',
    polls('0', '2 html', '4 html', '6 timeout', '15'),
    17,
    [[0, 15, 'html']],
  ],
  ['of two equally common the earlier', polls('0', '2 html', '4 timeout', '15'), 17, [[0, 15, 'html']]],
  ['one that is still open has no end', polls('0', '5', '10 timeout'), 16, [[5, null, 'timeout']]],
  ['failures alone are a gap from the first on', polls('0 refused', '5 refused'), 20, [[0, null, 'refused']]],
  ['failures before the first ok poll too', polls('0 refused', '11'), 12, [[0, 11, 'refused']]],
  ['a failure within the usual interval is none', polls('0', '5 timeout', '10'), 12, []],
  [
    'signs of one gap do not count in the next',
    polls('0', '5 html', '6 html', '15', '20 timeout', '30'),
    32,
    [
      [0, 15, 'html'],
      [15, 30, 'timeout'],
    ],
  ],
])('%s', (_, records, now, expected) => {
  expect(arrangeGaps(records, { intervalMs: 5 * MINUTE_MS, now: at(now) })).toEqual(
    expected.map(([from, to, reason]) => ({ from: at(from), to: to === null ? null : at(to), reason })),
  );
});

test.each<[string, PollRecord[], number, number, number]>([
  ['nothing', [], 60, 0, 0],
  ['ok polls', polls('0', '5'), 7, 2, 2],
  ['a plan that failed', polls('0', '5 timeout'), 7, 2, 1],
  ['plans nobody tried, between two', polls('0', '5', '20'), 22, 5, 3],
  ['plans nobody tried, up to now', polls('0', '5'), 22, 5, 2],
  ['a stretch that is no gap', polls('0', '10'), 20, 2, 2],
])('planned and done of %s', (_, records, now, planned, done) => {
  expect(countPolls(records, { intervalMs: 5 * MINUTE_MS, now: at(now) })).toEqual({ planned, done });
});

test('several tries at one plan count once, and as done when one was answered', () => {
  const [failed, ok] = polls('0 timeout', '1') as [PollRecord, PollRecord];
  const tries = [failed, { ...ok, plannedAt: failed.plannedAt }];
  expect(countPolls(tries, { intervalMs: 5 * MINUTE_MS, now: at(2) })).toEqual({ planned: 1, done: 1 });
});
