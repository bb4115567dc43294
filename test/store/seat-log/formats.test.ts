import { brotliCompressSync, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Availability, availabilitySchema } from '../../../src/seats/schema.ts';
import { parseAvailability, parseWaitlist, planSeatCode, TOKENS_MOST } from '../../../src/seats/seat-code.ts';
import { parseBatch, planBatch } from '../../../src/store/seat-log/batch.ts';
import {
  FACTS_MOST,
  FIRST_MARK,
  parseFactsDigits,
  planFactsDigits,
} from '../../../src/store/seat-log/codes.ts';
import { buildDictionary, type DictionaryEntry } from '../../../src/store/seat-log/dictionary.ts';
import { parseFacts } from '../../../src/store/seat-log/facts.ts';
import {
  parseFailures,
  planFailure,
  planFailureRecord,
  planFailures,
} from '../../../src/store/seat-log/failures.ts';
import { EMPTY_TAIL, parseLogValue, planBeginning, planTail } from '../../../src/store/seat-log/log-value.ts';
import { arrangePage, packFullPage, packPage, parsePage } from '../../../src/store/seat-log/page.ts';
import { planTokens } from '../../../src/store/seat-log/plan-tokens.ts';
import {
  LOG_BEGINNING,
  type LogContext,
  type LogPoll,
  parseTokens,
} from '../../../src/store/seat-log/tokens.ts';

const TOKENS = Array.from({ length: TOKENS_MOST }, (_, i) => `token-${i}`);

const availabilities: fc.Arbitrary<Availability> = fc.oneof(
  fc.integer({ min: 1, max: 20 }).map((count): Availability => ({ kind: 'count', count })),
  fc
    .constantFrom('plenty', 'none', 'notOnSale', 'notOffered', 'suspended')
    .map((kind) => availabilitySchema.parse({ kind })),
  fc.constantFrom(null, ...TOKENS).map((raw): Availability => ({ kind: 'unknown', raw })),
);

/** Runs of polls that begin anywhere, on a grid or off it, with changes of cells in ascending order. */
const logs: fc.Arbitrary<{ context: LogContext; polls: LogPoll[] }> = fc
  .record({
    start: fc.integer({ min: 1_000_000_000, max: 4_000_000_000 }),
    fromZero: fc.boolean(),
    steps: fc.array(
      fc.record({
        seconds: fc.oneof(fc.constant(300), fc.integer({ min: 1, max: 100_000 })),
        lagMs: fc.oneof(fc.constant(0), fc.integer({ min: -100_000, max: 100_000 })),
        changes: fc.uniqueArray(
          fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 255 })),
          { selector: ([cell]) => cell, maxLength: 5 },
        ),
      }),
      { maxLength: 40 },
    ),
  })
  .map(({ start, fromZero, steps }) => {
    let observed = start;
    const polls = steps.map(({ seconds, lagMs, changes }) => {
      observed += seconds;
      const sorted = changes.sort((a, b) => a[0] - b[0]).flat();
      return { observed, planned: observed * 1000 + lagMs, changes: sorted };
    });
    const planned = start * 1000;
    const context = fromZero
      ? { observed: 0, planned: 0, expected: 0 }
      : { observed: start, planned, expected: planned + 300_000 };
    return { context, polls };
  });

describe('codes', () => {
  test('give back every availability with its waitlist, and no two share one', () => {
    const seen = new Map<number, string>();
    fc.assert(
      fc.property(availabilities, fc.constantFrom(true, false, null), (availability, waitlist) => {
        const code = planSeatCode(availability, waitlist, (raw) => TOKENS.indexOf(raw));
        expect(code).toBeGreaterThan(0);
        expect(code).toBeLessThan(FIRST_MARK);
        expect(parseAvailability(code, TOKENS)).toEqual(availability);
        expect(parseWaitlist(code)).toBe(waitlist);
        const text = JSON.stringify([availability, waitlist]);
        expect(seen.get(code) ?? text).toBe(text);
        seen.set(code, text);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([0, 21, -1])('refuse a count of %i', (count) => {
    expect(() => planSeatCode({ kind: 'count', count }, null, () => 0)).toThrow(RangeError);
  });

  test('a facts number is two digits, neither of them unseen or a mark', () => {
    for (let facts = 0; facts < FACTS_MOST; facts++) {
      const [low, high] = planFactsDigits(facts);
      if (low < 1 || low >= FIRST_MARK || high < 1 || high >= FIRST_MARK)
        expect.fail(`facts number ${facts}`);
      if (parseFactsDigits(low, high) !== facts) expect.fail(`facts number ${facts}`);
    }
  });
});

describe('a run of polls', () => {
  test('comes back from the log as it went in', () => {
    fc.assert(
      fc.property(logs, ({ context, polls }) => {
        expect(parseTokens(planTokens(polls, context), context)).toEqual(polls);
      }),
    );
  });

  test('comes back from a sealed page as it went in', () => {
    fc.assert(
      fc.property(logs, ({ context, polls }) => {
        expect(parsePage(packPage(arrangePage(polls, context)))).toMatchObject({ context, polls });
      }),
    );
  });

  test('comes back from a page that is full as well, and takes no more room there', async () => {
    const polls = Array.from({ length: 2_000 }, (_, n) => {
      const observed = 1_610_416_800 + 300 * n + ((n * 7) % 30);
      return { observed, planned: (1_610_416_800 + 300 * n) * 1000, changes: [n % 90, (n * n) % 250] };
    });
    const columns = arrangePage(polls, LOG_BEGINNING);
    const full = await packFullPage(columns);
    expect(parsePage(full)).toMatchObject({ context: LOG_BEGINNING, polls });
    expect(full.length).toBeLessThanOrEqual(packPage(columns).length);
  });

  test('comes back from a page that told codes as they are', () => {
    const polls = [1, 2, 3].map((n) => {
      return { observed: 300 * n, planned: 300_000 * n, changes: [n, 60 + n] };
    });
    const page = packPage(arrangePage(polls, LOG_BEGINNING));
    // Of a cell that changes once the step is the code.
    page[0] = 7;
    expect(parsePage(page).polls).toEqual(polls);
  });

  test('on plan and unchanged takes one byte a poll', () => {
    const planned = 1_610_416_800_000;
    const context = { observed: planned / 1000, planned, expected: planned + 300_000 };
    const polls = [1, 2, 3, 4].map((n) => {
      return { observed: planned / 1000 + 300 * n, planned: planned + 300_000 * n, changes: [] };
    });
    expect(planTokens(polls, context)).toHaveLength(4);
  });

  test('cut off in the middle is an error, never a shorter log', () => {
    const polls = [{ observed: 1_610_416_800, planned: 1_610_416_799_123, changes: [] }];
    const tokens = planTokens(polls, LOG_BEGINNING);
    expect(() => parseTokens(tokens.subarray(0, -1), LOG_BEGINNING)).toThrow(RangeError);
  });
});

describe('failures', () => {
  const failures = fc.array(
    fc
      .record({
        observed: fc.integer({ min: 1_600_000_000, max: 1_600_100_000 }),
        lagMs: fc.integer({ min: -100_000, max: 100_000 }),
        outcome: fc.constantFrom('refused' as const, 'failed' as const),
        sign: fc.constantFrom('timeout', 'http-403', '第"1"次'),
        detail: fc.oneof(fc.constant('8 s'), fc.string({ unit: 'grapheme', maxLength: 5 })),
      })
      .map(({ observed, lagMs, outcome, sign, detail }) => {
        return planFailure(
          { plannedAt: observed * 1000 - lagMs, outcome, failure: { sign, detail } },
          observed,
        );
      }),
  );

  test('come back as they came, in any order, written at once or one by one', () => {
    fc.assert(
      fc.property(failures, (members) => {
        const records = planFailures(members);
        expect(parseFailures(records)).toEqual(members);
        const grown = members.map((member, i) => planFailureRecord(members.slice(0, i), member));
        expect(Buffer.concat(grown)).toEqual(records);
      }),
    );
  });

  test('of one kind, five minutes apart, take eight bytes each', () => {
    const failure = { sign: 'timeout', detail: '8 s' };
    const members = Array.from({ length: 101 }, (_, n) => {
      const observed = 1_610_416_807 + 300 * n;
      return planFailure({ plannedAt: (observed - 7) * 1000, outcome: 'failed', failure }, observed);
    });
    const [first] = members;
    const one = planFailures(first === undefined ? [] : [first]).length;
    expect((planFailures(members).length - one) / 100).toBeLessThanOrEqual(8);
  });

  test('cut off are an error, never fewer of them', () => {
    const failure = { sign: 'timeout', detail: '8 s' };
    const records = planFailures([planFailure({ plannedAt: 1_000, outcome: 'failed', failure }, 9)]);
    expect(() => parseFailures(records.subarray(0, -1))).toThrow(RangeError);
  });
});

describe('the beginning of a log', () => {
  const context = { observed: 1_610_416_800, planned: 1_610_416_800_000, expected: 1_610_417_100_000 };
  const cells = fc.array(
    fc.tuple(
      fc.integer({ min: 1, max: 255 }),
      fc.constantFrom(0, 1, 7, 300, 90_000, 1_610_416_799),
      fc.boolean(),
    ),
    { maxLength: 300 },
  );
  const boards = cells.map((list) => ({
    codes: Uint8Array.from(list, ([code, , seen]) => (seen ? code : 0)),
    times: Uint32Array.from(list, ([, age, seen]) => (seen ? context.observed - age : 0)),
  }));

  test('gives back the board and since when each cell is so', () => {
    fc.assert(
      fc.property(boards, (board) => {
        const log = Buffer.concat([planBeginning(context, board), planTail(EMPTY_TAIL)]);
        const value = parseLogValue(log);
        expect(value).toMatchObject({ context, tokens: Buffer.of() });
        expect([...(value?.board.codes ?? [])]).toEqual([...board.codes]);
        expect(value?.board.times).toEqual(board.times);
      }),
    );
  });

  test('of cells that changed together takes a byte a cell more', () => {
    const times = new Uint32Array(100).fill(context.observed - 90_000);
    const beginning = planBeginning(context, { codes: new Uint8Array(100).fill(64), times });
    expect(beginning.length).toBeLessThan(18 + 2 * 100 + 5);
  });

  test('that told the age of every cell can still be read', () => {
    const beginning = planBeginning(context, { codes: Uint8Array.of(), times: Uint32Array.of() });
    beginning.writeUInt16BE(3, 16);
    const told = Buffer.of(64, 0, 65, 1, 0, 43);
    const value = parseLogValue(Buffer.concat([beginning, told, planTail(EMPTY_TAIL)]));
    const { observed } = context;
    expect(value?.board).toMatchObject({ observed, times: Uint32Array.of(observed, 0, observed - 42) });
  });
});

describe('a batch of the dictionary', () => {
  type Facts = Extract<DictionaryEntry, ['facts', ...unknown[]]>;
  const entries: DictionaryEntry[] = [
    ['row', '27000G186404', 'TNV', 'HGH'],
    ['row', '2700000K9031', 'TYV', 'HGH'],
    ['seat', 0, 'O'],
    ['seat', 1, '1'],
    ['seat', 0, '9'],
    [
      ...[
        'facts',
        'G1864',
        'TNV',
        'HGH',
        '2021-02-09',
        '12:50',
        '21:30',
        520,
        1_610_344_800_000,
        false,
        '预订',
      ],
      [
        ['O', 55_300],
        ['9', null],
      ],
    ] as DictionaryEntry,
    ['facts', 'K903', 'TYV', 'HGH', null, null, null, null, null, null, '', []],
    ['token', '候补'],
  ];
  const id = Buffer.from('0123456789abcdef', 'hex');

  test('comes back from Redis as it was planned', async () => {
    expect(parseBatch(await planBatch(id, entries))).toEqual(entries);
    expect(parseBatch(await planBatch(id, []))).toEqual([]);
  });

  test('tells facts by what has changed since those of the same train, in this batch or before it', async () => {
    const told = entries.filter((entry) => entry[0] === 'facts');
    const [g1864, k903] = told as [Facts, Facts];
    const known = told.map(([, ...facts]) => parseFacts(facts));
    const noted: Facts = g1864.with(10, '列车停运') as Facts;
    const later: Facts[] = [
      noted,
      k903.with(1, 'K905') as Facts,
      g1864.with(11, [['O', 55_300]]) as Facts,
      noted,
    ];
    const batch = await planBatch(id, later, known);
    expect(parseBatch(batch, known)).toEqual(later);
    expect(batch.length).toBeLessThan((await planBatch(id, later)).length);
    expect(() => parseBatch(batch)).toThrow('expected facts 2 before those of the batch, got none');
  });

  test('that told all facts in full can still be read', () => {
    const [, ...facts] = entries.find((entry) => entry[0] === 'facts') as Facts;
    const columns = [...facts.slice(0, 10).map((field) => [field]), ['O9'], [55_300, null]];
    const text = JSON.stringify({ rows: [[], [], []], seats: [[], ''], facts: columns, tokens: [] });
    expect(parseBatch(Buffer.concat([id, Buffer.of(7), brotliCompressSync(text)]))).toEqual([
      ['facts', ...facts],
    ]);
  });

  test('of layout 1 can still be read', async () => {
    const old = Buffer.concat([id, deflateRawSync(JSON.stringify(entries))]);
    expect(parseBatch(old)).toEqual(entries);
    expect(buildDictionary([old])).toEqual(buildDictionary([await planBatch(id, entries)]));
  });
});
