import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DoubleHandle, startDouble } from '../../fixtures/double/start-double.ts';
import { type Instant, parseInstant } from '../../src/calendar/china-time.ts';
import { createUpstream } from '../../src/upstream/client.ts';
import {
  createPatientPermit,
  NotAskedError,
  type PermitAnswer,
  type RequestKind,
  requestKindOf,
} from '../../src/upstream/permit.ts';

const NOW = parseInstant('2021-01-12T10:00') as Instant;
const PAIR = { from: 'TNV', to: 'HGH' };
const DATE = '2021-02-09';

let double: DoubleHandle;
let asked: RequestKind[];
let underWay: number;
let denied: ReadonlySet<number>;

beforeEach(async () => {
  double = await startDouble({ scenario: 'taiyuan-2021', now: () => NOW });
  [asked, underWay, denied] = [[], 0, new Set()];
});
afterEach(() => double.stop());

const openUpstream = () =>
  createUpstream({
    baseUrl: double.baseUrl,
    userAgent: 'yupiao tests',
    async permit(kind) {
      asked.push(kind);
      if (denied.has(asked.length)) throw new NotAskedError('window', 60_000);
      underWay++;
      return {
        async release() {
          underWay--;
        },
      };
    },
  });

describe('every request asks for leave', () => {
  it('the init page, the query, a renamed repeat, the stops and the lists', async () => {
    const upstream = openUpstream();
    await upstream.fetchLeftTickets(PAIR, DATE);
    double.setFault({ kind: 'renamed-302' });
    await upstream.fetchLeftTickets(PAIR, DATE);
    double.setFault(null);
    await upstream.fetchTrainStops('27000G186404', PAIR, DATE);
    await upstream.fetchStationList();
    expect(asked).toEqual(['init', 'query', 'query', 'query', 'stops', 'list']);
    expect(double.requestLog()).toHaveLength(asked.length);
    expect(underWay).toBe(0);
  });

  it.each([
    { kind: 'html' },
    { kind: 'cut-connection' },
    { kind: 'forbidden', digit: '' },
    { kind: 'truncated' },
  ] as const)('and gives it back after $kind', async (fault) => {
    double.setFault(fault);
    await openUpstream().fetchLeftTickets(PAIR, DATE);
    expect(asked.length).toBeGreaterThan(0);
    expect(underWay).toBe(0);
  });

  it('without it nothing is sent, and later everything goes on as if nothing had been', async () => {
    const upstream = openUpstream();
    denied = new Set([1, 2]);
    await expect(upstream.fetchLeftTickets(PAIR, DATE)).rejects.toThrow(NotAskedError);
    expect(await upstream.fetchSaleWindow('2021-01-12')).toBeNull();
    expect(double.requestLog()).toEqual([]);
    expect(await upstream.fetchLeftTickets(PAIR, DATE)).toMatchObject({ outcome: 'ok' });
  });
});

it('a refusal of the stops or of the init page is told, though the answer is only that there is none', async () => {
  const told: string[] = [];
  const upstream = createUpstream({
    baseUrl: double.baseUrl,
    userAgent: 'yupiao tests',
    async onFailure({ failure }) {
      told.push(failure.sign);
    },
  });
  double.setFault({ kind: 'empty', on: 'init', times: 1 });
  expect(await upstream.fetchSaleWindow('2021-01-12')).toBeNull();
  double.setFault({ kind: 'forbidden', digit: '1', on: 'stops', times: 1 });
  expect(await upstream.fetchTrainStops('27000G186404', PAIR, DATE)).toBeNull();
  expect(told).toEqual(['empty-body', 'too-fast']);
});

describe('waiting for leave', () => {
  const waits: number[] = [];
  const permitAfter = (answers: PermitAnswer[]) =>
    createPatientPermit(async () => answers.shift() as PermitAnswer, {
      patienceMs: 20_000,
      sleep: async (ms) => {
        waits.push(ms);
      },
    });
  const granted: PermitAnswer = { granted: true, permit: { release: async () => {} } };
  beforeEach(() => waits.splice(0));

  it('waits for the spacing, and looks again soon while a request is under way', async () => {
    await permitAfter([
      { granted: false, reason: 'in-flight', waitMs: 15_000 },
      { granted: false, reason: 'spacing', waitMs: 5_000 },
      granted,
    ])('query');
    expect(waits).toEqual([500, 5_000]);
  });

  it.each<[string, PermitAnswer[]]>([
    ['a pause is not waited for', [{ granted: false, reason: 'paused', waitMs: 10 }]],
    ['nor what takes longer than its patience', [{ granted: false, reason: 'window', waitMs: 20_001 }]],
    ['in all', Array(5).fill({ granted: false, reason: 'spacing', waitMs: 6_000 })],
  ])('%s', async (_, answers) => {
    await expect(permitAfter(answers)('query')).rejects.toThrow(NotAskedError);
  });
});

it.each([
  ['https://kyfw.12306.cn/otn/leftTicket/init', 'init'],
  ['https://kyfw.12306.cn/otn/leftTicket/queryG?leftTicketDTO.train_date=2021-02-09', 'query'],
  ['https://kyfw.12306.cn/otn/czxx/queryByTrainNo?train_no=1', 'stops'],
  ['https://kyfw.12306.cn/otn/resources/js/framework/station_name.js', 'list'],
])('%s is counted as %s', (url, kind) => {
  expect(requestKindOf(url)).toBe(kind);
});
