import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { classifyResponse } from '../../src/upstream/classify-response.ts';
import { createUpstream } from '../../src/upstream/client.ts';
import { joinTokens } from '../../src/upstream/left-ticket-answer.ts';
import type { LeftTicketResult } from '../../src/upstream/port.ts';
import { initPage } from './support/raw-server.ts';
import { buildAnswer, buildRow } from './support/rows.ts';

const HOST = 'https://kyfw.12306.cn';
const asked = { url: `${HOST}/otn/leftTicket/query`, otnRoot: `${HOST}/otn/` };

describe('the age of an answer', () => {
  it.each([
    [null, null, 'json'],
    ['0', 'MISS from cache', 'json'],
    ['10', 'HIT', 'json'],
    ['11', null, 'stale-copy'],
    ['600', 'HIT from cache-1', 'stale-copy'],
    [null, 'HIT', 'stale-copy'],
    [null, 'TCP_HIT from a node', 'stale-copy'],
    [null, 'TCP_MISS from a node', 'json'],
    ['old', null, 'stale-copy'],
  ])('Age %j and X-Cache %j: %s', (age, xCache, expected) => {
    const response = { status: 200, location: null, contentType: null, body: '{}', age, xCache };
    const verdict = classifyResponse(response, asked, 'json');
    expect(verdict.kind === 'failure' ? verdict.sign : verdict.kind).toBe(expected);
    expect(classifyResponse(response, asked, 'text').kind).toBe('text');
  });
});

describe('tokens that have come before', () => {
  const PAIR = { from: 'TYV', to: 'CZF' };
  const outcomes: LeftTicketResult[] = [];
  const rowWith = (token: string) => buildRow().replace(/^[^|]*/, token);
  beforeEach(() => {
    nock.disableNetConnect();
    nock(HOST).get('/otn/leftTicket/init').reply(200, initPage());
  });
  afterEach(() => {
    nock.cleanAll();
    nock.enableNetConnect();
    outcomes.length = 0;
  });

  async function signsOf(tokens: string[], memory: boolean): Promise<string[]> {
    const seen = new Set<string>();
    const rememberAnswer = async (question: string, text: string) =>
      seen.size === seen.add(`${question} ${text}`).size;
    const upstream = createUpstream({
      baseUrl: HOST,
      userAgent: 'yupiao-test',
      ...(memory ? { memory: { rememberAnswer } } : {}),
    });
    const signs: string[] = [];
    for (const token of tokens) {
      nock(HOST)
        .get(/leftTicket\/query/)
        .reply(200, buildAnswer([rowWith(token)]));
      const result = await upstream.fetchLeftTickets(PAIR, '2021-02-05');
      signs.push(result.outcome === 'ok' ? 'ok' : result.failure.sign);
    }
    return signs;
  }

  it('betray a copy, also of an answer before the last', async () => {
    expect(await signsOf(['a', 'b', 'b', 'a', 'c'], true)).toEqual([
      'ok',
      'ok',
      'stale-copy',
      'stale-copy',
      'ok',
    ]);
  });

  it('say nothing where no row has a token', async () => {
    expect(await signsOf(['', '', 'null'], true)).toEqual(['ok', 'ok', 'ok']);
  });

  it('are not looked at without a memory, as with recordings, which are the same each time', async () => {
    expect(await signsOf(['a', 'a'], false)).toEqual(['ok', 'ok']);
  });

  it('are read from all rows of an answer', () => {
    expect(joinTokens({ data: { result: ['a|1', '|2', 'null|3', 'b|4'] } })).toBe('a b');
    for (const odd of [null, 3, {}, { data: null }, { data: { result: 'x' } }])
      expect(joinTokens(odd)).toBeNull();
  });
});
