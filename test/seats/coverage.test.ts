import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MINUTE_MS, parseInstant } from '../../src/calendar/china-time.ts';
import type { PollRecord } from '../../src/seats/board.ts';
import { arrangeGaps } from '../../src/seats/coverage.ts';
import { arrangeAccount, type CoverageSources } from '../../src/seats/coverage-ledger.ts';

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

/** Minutes planned, left out (`12 reason`) and without any planning (`0-30`). */
function sources(
  records: PollRecord[],
  { planned = [], leftOut = [], idle = [] }: { planned?: number[]; leftOut?: string[]; idle?: string[] } = {},
): CoverageSources {
  return {
    polls: records,
    plans: {
      planned: planned.map(at),
      leftOut: leftOut.map((text) => {
        const [minute, reason = ''] = text.split(' ');
        return { plannedAt: at(Number(minute)), reason };
      }),
    },
    idle: idle.map((text) => {
      const [from, to] = text.split('-').map(Number);
      return { from: at(from ?? 0), to: at(to ?? 0) };
    }),
  };
}

test.each<[string, PollRecord[], number, [number, number | null, string][]]>([
  ['without any poll there is nothing to measure from', [], 60, []],
  ['polls at the usual interval leave no gap', polls('0', '5', '10'), 12, []],
  ['exactly twice the interval is no gap', polls('0', '10'), 20, []],
  ['more than that is one, with nothing tried', polls('0', '11', '16'), 18, [[0, 11, 'not-planned']]],
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
  expect(arrangeGaps(sources(records), { intervalMs: 5 * MINUTE_MS, now: at(now) })).toEqual(
    expected.map(([from, to, reason]) => ({ from: at(from), to: to === null ? null : at(to), reason })),
  );
});

test.each<[string, PollRecord[], number, number, [number, number | null, string][]]>([
  ['first looked at long after the sale opened', polls('60', '65'), 0, 66, [[0, 60, 'not-planned']]],
  ['first looked at soon after it', polls('10', '15'), 0, 16, []],
  ['first looked at before it', polls('0', '5', '10'), 4, 12, []],
  ['looked at in vain before the first answer', polls('30 html', '60'), 0, 61, [[0, 60, 'html']]],
  ['not looked at yet', [], 0, 60, [[0, null, 'not-planned']]],
  ['not on sale yet', [], 90, 60, []],
])('an offer %s: the gap is counted from the sale opening', (_, records, opened, now, expected) => {
  const options = { intervalMs: 5 * MINUTE_MS, now: at(now), openedAt: at(opened) };
  expect(arrangeGaps(sources(records), options)).toEqual(
    expected.map(([from, to, reason]) => ({ from: at(from), to: to === null ? null : at(to), reason })),
  );
});

test.each<[string, CoverageSources, string]>([
  [
    'that fell to a pause',
    sources(polls('0', '20'), { planned: [0, 5, 10], leftOut: ['5 paused-busy', '10 paused-busy'] }),
    'paused-busy',
  ],
  ['whose plans nothing is known of', sources(polls('0', '20'), { planned: [0, 5, 9] }), 'not-carried-out'],
  ['the plan looked elsewhere in', sources(polls('0', '20'), { planned: [0, 20] }), 'not-planned'],
  [
    'in which nobody planned, with a failure before',
    sources(polls('0', '1 timeout', '40'), { idle: ['2-39'] }),
    'service-down',
  ],
  ['with a short rest in it', sources(polls('0', '1 timeout', '40'), { idle: ['2-12'] }), 'timeout'],
])('a gap %s says so', (_, known, reason) => {
  const gaps = arrangeGaps(known, { intervalMs: 5 * MINUTE_MS, now: at(41) });
  expect(gaps[0]?.reason).toBe(reason);
});

const account = (known: CoverageSources, now: number) =>
  arrangeAccount(known, { intervalMs: 5 * MINUTE_MS, now: at(now) });

test.each<[string, CoverageSources, number, ReturnType<typeof account>]>([
  ['nothing', sources([]), 60, { planned: 0, done: 0, waiting: 0, share: null, missed: [] }],
  ['ok polls', sources(polls('0', '5')), 7, { planned: 2, done: 2, waiting: 0, share: 1, missed: [] }],
  [
    'a plan that failed',
    sources(polls('0', '5 timeout')),
    7,
    { planned: 2, done: 1, waiting: 0, share: 0.5, missed: [{ reason: 'timeout', count: 1 }] },
  ],
  [
    'a plan left out',
    sources(polls('0'), { planned: [0, 5], leftOut: ['5 too-late'] }),
    30,
    { planned: 2, done: 1, waiting: 0, share: 0.5, missed: [{ reason: 'too-late', count: 1 }] },
  ],
  [
    'a plan that waits, and one that nothing is known of',
    sources(polls('0'), { planned: [0, 5, 25] }),
    30,
    { planned: 2, done: 1, waiting: 1, share: 0.5, missed: [{ reason: 'not-carried-out', count: 1 }] },
  ],
  [
    'a time when the service was down',
    sources(polls('0', '5', '26'), { planned: [0, 5, 26], idle: ['6-26'] }),
    27,
    { planned: 7, done: 3, waiting: 0, share: 3 / 7, missed: [{ reason: 'service-down', count: 4 }] },
  ],
  [
    'a time before the first plan, when nobody was to plan anything',
    sources(polls('30'), { idle: ['0-30'] }),
    31,
    { planned: 1, done: 1, waiting: 0, share: 1, missed: [] },
  ],
])('of %s', (_, known, now, expected) => {
  expect(account(known, now)).toEqual(expected);
});

test('several tries at one plan count once, and as done when one was answered', () => {
  const [failed, ok] = polls('0 timeout', '1') as [PollRecord, PollRecord];
  const tries = [failed, { ...ok, plannedAt: failed.plannedAt }];
  expect(account(sources(tries), 2)).toMatchObject({ planned: 1, done: 1, share: 1 });
});

test('every plan is accounted for, whatever became of it, and once', () => {
  const minutes = fc.uniqueArray(fc.integer({ min: 0, max: 300 }), { maxLength: 40 });
  fc.assert(
    fc.property(minutes, fc.array(fc.constantFrom('ok', 'timeout', 'left', 'nothing')), (planned, fates) => {
      const of = (fate: string) => planned.filter((_, index) => (fates[index] ?? 'nothing') === fate);
      const records = [...of('ok').map(String), ...of('timeout').map((minute) => `${minute} timeout`)];
      const known = sources(polls(...records), {
        planned: planned.toSorted((a, b) => a - b),
        leftOut: of('left').map((minute) => `${minute} too-late`),
      });
      const { planned: counted, done, waiting, missed } = account(known, 310);
      expect(counted + waiting).toBe(planned.length);
      expect(done).toBe(of('ok').length);
      expect(done + missed.reduce((sum, one) => sum + one.count, 0)).toBe(counted);
    }),
  );
});
