import { describe, expect, it } from 'vitest';
import { parseServerFacts, type ServerFacts } from '../../src/store/redis/server-facts.ts';
import { judgeRoom, parseRefusal, type Refusal, type Room } from '../../src/store/room.ts';

const MIB = 2 ** 20;
const WELL: ServerFacts = {
  version: '7.0.15',
  mode: 'standalone',
  usedBytes: 10 * MIB,
  maxBytes: 100 * MIB,
  machineBytes: 1_000 * MIB,
  policy: 'noeviction',
  appendsLog: true,
  logIsWritten: true,
  snapshotIsWritten: true,
};
const UNKNOWN = parseServerFacts('');
const OOM = parseRefusal(new Error("OOM command not allowed when used memory > 'maxmemory'."));
const NO_DISK = parseRefusal(new Error('MISCONF Errors writing to the AOF file: No space left on device'));

function judge(
  facts: Partial<ServerFacts>[],
  more: { budgetBytes?: number; wasFull?: boolean; refusal?: Refusal | null } = {},
): Room {
  const settings = { budgetBytes: null, wasFull: false, refusal: null, ...more };
  return judgeRoom(
    facts.map((one) => ({ ...WELL, ...one })),
    settings,
  );
}

describe('the room that Redis has', () => {
  it.each([
    ['ok below 80 % of maxmemory', [{ usedBytes: 79 * MIB }], {}, 'ok'],
    ['low from 80 % on', [{ usedBytes: 80 * MIB }], {}, 'low'],
    ['full from 95 % on', [{ usedBytes: 95 * MIB }], {}, 'full'],
    ['full still at 90 % once it was', [{ usedBytes: 90 * MIB }], { wasFull: true }, 'full'],
    ['low again below 90 %', [{ usedBytes: 89 * MIB }], { wasFull: true }, 'low'],
    ['that of its fullest master', [{}, { usedBytes: 96 * MIB }, UNKNOWN], {}, 'full'],
    [
      'measured by the budget where that is less',
      [{ usedBytes: 48 * MIB }],
      { budgetBytes: 50 * MIB },
      'full',
    ],
    [
      'measured by maxmemory where that is less',
      [{ usedBytes: 96 * MIB }],
      { budgetBytes: 500 * MIB },
      'full',
    ],
    [
      'measured by three quarters of the machine without either',
      [{ maxBytes: 0, usedBytes: 740 * MIB }],
      {},
      'full',
    ],
    ['full after a refusal, until there is room', [{ usedBytes: 93 * MIB }], { refusal: OOM }, 'full'],
    ['not full for a refusal whose cause has gone', [{ usedBytes: 50 * MIB }], { refusal: OOM }, 'ok'],
    ['full while its log cannot be written', [{}, { logIsWritten: false }], {}, 'full'],
    [
      'full while it refuses for a snapshot it cannot write',
      [{ snapshotIsWritten: false }],
      { refusal: NO_DISK },
      'full',
    ],
    ['as it was when a snapshot fails that it does not mind', [{ snapshotIsWritten: false }], {}, 'ok'],
    ['unknown, so no reason to stop, where it tells nothing', [UNKNOWN], {}, 'ok'],
    ['full where it tells nothing but refuses', [UNKNOWN], { refusal: OOM }, 'full'],
  ] as const)('is %s', (_, facts, more, state) => {
    expect(judge([...facts], more).state).toBe(state);
  });

  it('comes with what is wrong and what to do, and unknown is no number', () => {
    expect(judge([{ usedBytes: 96 * MIB }])).toMatchObject({
      usedBytes: 96 * MIB,
      budgetBytes: 100 * MIB,
      problem: {
        cause: 'memory',
        what: expect.stringContaining('96.0 MiB of 100.0 MiB; polling has stopped'),
      },
    });
    expect(judge([{ logIsWritten: false }], { refusal: NO_DISK }).problem).toMatchObject({
      cause: 'disk',
      what: expect.stringContaining('No space left on device'),
    });
    expect(judge([UNKNOWN].map((facts) => facts))).toMatchObject({ usedBytes: null, problem: null });
  });
});

describe('a refusal', () => {
  it.each([
    ["OOM command not allowed when used memory > 'maxmemory'. script: 12ab, on @user_script:3.", 'memory'],
    ['ERR Error running script (call to f_12ab): @user_script:3: -OOM command not allowed when', 'memory'],
    ['EXECABORT Transaction discarded because of: OOM command not allowed when used memory', 'memory'],
    ['MISCONF Errors writing to the AOF file: No space left on device', 'disk'],
    ['NOREPLICAS Not enough good replicas to write.', 'replicas'],
    ['WRONGTYPE Operation against a key', undefined],
    ['the train ROOM101 has no MISCONFIGURED seats', undefined],
  ])('%s', (words, cause) => {
    expect(parseRefusal(new Error(words))?.cause).toBe(cause);
  });
});
