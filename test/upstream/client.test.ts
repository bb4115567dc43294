import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createUpstream } from '../../src/upstream/client.ts';
import type { LeftTicketResult } from '../../src/upstream/port.ts';
import { initPage } from './support/raw-server.ts';
import { buildAnswer, buildRow } from './support/rows.ts';

const HOST = 'https://kyfw.12306.cn';
const USER_AGENT = 'yupiao/0.1 (+https://example.org/yupiao)';
const PAIR = { from: 'TYV', to: 'CZF' };
const DATE = '2021-02-05';
const QUERY =
  'leftTicketDTO.train_date=2021-02-05&leftTicketDTO.from_station=TYV&leftTicketDTO.to_station=CZF&purpose_codes=ADULT';
const GOOD = buildAnswer([buildRow()]);

const upstream = () => createUpstream({ baseUrl: HOST, userAgent: USER_AGENT });
const ask = (client = upstream()) => client.fetchLeftTickets(PAIR, DATE);
const signOf = (result: LeftTicketResult) => (result.outcome === 'ok' ? 'ok' : result.failure.sign);

/** The query at a path, whatever its parameters: the tests that care compare them. */
const query = (path: string) => nock(HOST).get((uri) => uri.startsWith(`/otn/${path}?`));
const init = (path?: string) =>
  nock(HOST)
    .get('/otn/leftTicket/init')
    .reply(200, initPage(path), [
      'Set-Cookie',
      'JSESSIONID=ABC; Path=/otn',
      'Set-Cookie',
      'BIGipServerotn=1.2; path=/',
    ]);

beforeEach(() => {
  nock.disableNetConnect();
});

afterEach(() => {
  const pending = nock.pendingMocks();
  nock.cleanAll();
  nock.enableNetConnect();
  expect(pending).toEqual([]);
});

describe('a question to 12306', () => {
  it('reads the init page first, then asks with its cookies, the page’s headers and one User-Agent', async () => {
    const seen: { uri: string; headers: Record<string, string> }[] = [];
    init('leftTicket/queryG');
    nock(HOST)
      .get(/queryG/)
      .reply(function (uri) {
        seen.push({ uri, headers: this.req.headers as Record<string, string> });
        return [200, JSON.stringify(GOOD), { 'Content-Type': 'application/json;charset=UTF-8' }];
      });
    const result = await ask();
    expect(result.outcome === 'ok' && result.rows.map((row) => row.trainCode)).toEqual(['K903']);
    expect(seen[0]?.uri).toBe(`/otn/leftTicket/queryG?${QUERY}`);
    expect(seen[0]?.headers).toMatchObject({
      'user-agent': USER_AGENT,
      cookie: 'JSESSIONID=ABC; BIGipServerotn=1.2',
      'x-requested-with': 'XMLHttpRequest',
      'if-modified-since': '0',
      'cache-control': 'no-cache',
      referer: `${HOST}/otn/leftTicket/init`,
    });
  });

  it('asks again without another init page', async () => {
    init();
    query('leftTicket/query').twice().reply(200, GOOD);
    const client = upstream();
    expect([signOf(await ask(client)), signOf(await ask(client))]).toEqual(['ok', 'ok']);
  });

  it('shares one init page between questions that come at once', async () => {
    init();
    query('leftTicket/query').times(5).reply(200, GOOD);
    const client = upstream();
    const results = await Promise.all(Array.from({ length: 5 }, () => ask(client)));
    expect(results.map(signOf)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
  });

  it.each([
    [{ from: 'tyv', to: 'CZF' }, DATE],
    [{ from: 'TYV', to: '长治' }, DATE],
    [PAIR, '2021-2-5'],
    [PAIR, '2021-02-29'],
  ])('is not sent when it makes no sense: %j %s', async (pair, date) => {
    await expect(upstream().fetchLeftTickets(pair, date)).rejects.toThrow(RangeError);
  });

  it.each([
    [{ baseUrl: HOST, userAgent: '' }],
    [{ baseUrl: HOST, userAgent: ' ' }],
    [{ baseUrl: HOST, userAgent: '余票' }],
    [{ baseUrl: HOST, userAgent: 'a\r\nCookie: b' }],
    [{ baseUrl: 'ftp://kyfw.12306.cn', userAgent: USER_AGENT }],
  ])('is not sent anonymously or elsewhere: %j', (options) => {
    expect(() => createUpstream(options)).toThrow(RangeError);
  });
});

describe('a renamed query path', () => {
  const renamedBy = {
    'JSON c_url': () =>
      query('leftTicket/query').reply(200, {
        status: false,
        c_url: 'leftTicket/queryZ',
        c_name: 'CLeftTicketUrl',
      }),
    'a relative 302': () => query('leftTicket/query').reply(302, '', { Location: `queryZ?${QUERY}` }),
  };

  it.each(Object.entries(renamedBy))('by %s is followed once and remembered', async (_name, rename) => {
    init();
    rename();
    query('leftTicket/queryZ').twice().reply(200, GOOD);
    const client = upstream();
    expect([signOf(await ask(client)), signOf(await ask(client))]).toEqual(['ok', 'ok']);
  });

  it.each(Object.entries(renamedBy))(
    'by %s a second time in a row is a loop, and ends there',
    async (_name, rename) => {
      init();
      rename();
      query('leftTicket/queryZ').reply(302, '', { Location: 'queryA?x' });
      expect(await ask()).toMatchObject({ outcome: 'failed', failure: { sign: 'rename-loop' }, retry: true });
    },
  );

  it('to itself is a loop, and ends there', async () => {
    init();
    query('leftTicket/query').reply(302, '', { Location: `query?${QUERY}` });
    expect(signOf(await ask())).toBe('rename-loop');
  });

  it('to anywhere else is not followed', async () => {
    for (const location of [
      'https://example.org/otn/leftTicket/queryZ',
      '/otn/login/init',
      '/otn/leftTicket/log?x',
    ]) {
      init();
      query('leftTicket/query').reply(302, '', { Location: location });
      expect(signOf(await ask())).not.toBe('ok');
    }
    init();
    query('leftTicket/query').reply(200, { status: false, c_url: 'confirmPassenger/initDc' });
    expect(signOf(await ask())).toBe('rename-elsewhere');
  });
});

describe('a refused question', () => {
  it.each([
    ['error-page', 302, '', { Location: 'https://www.12306.cn/mormhweb/logFiles/error.html' }],
    ['login-wall', 302, '', { Location: '/otn/passport?redirect=/otn/' }],
    ['illegal-request', 403, '0', {}],
    ['not-found', 404, '', {}],
    ['html-body', 200, '<html></html>', {}],
    ['empty-body', 200, '', {}],
  ])(
    'with %s drops the session: the next one begins with the init page',
    async (sign, status, body, headers) => {
      init();
      query('leftTicket/query').reply(status, body, headers);
      init('leftTicket/queryU');
      query('leftTicket/queryU').reply(200, GOOD);
      const client = upstream();
      expect([signOf(await ask(client)), signOf(await ask(client))]).toEqual([sign, 'ok']);
    },
  );

  it.each([
    ['too-fast', 403, '5'],
    ['server-error', 502, ''],
    ['broken-json', 200, '{"httpstatus":200,'],
    ['busy', 200, '{"status":true,"httpstatus":200,"messages":["系统忙，请稍后重试"]}'],
  ])('with %s keeps the session', async (sign, status, body) => {
    init();
    query('leftTicket/query').reply(status, body);
    query('leftTicket/query').reply(200, GOOD);
    const client = upstream();
    expect([signOf(await ask(client)), signOf(await ask(client))]).toEqual([sign, 'ok']);
  });

  it('does not drop the session that another question has opened since', async () => {
    init();
    query('leftTicket/query').times(2).reply(403, '0');
    init();
    query('leftTicket/query').reply(200, GOOD);
    query('leftTicket/query').reply(200, GOOD);
    const client = upstream();
    expect((await Promise.all([ask(client), ask(client)])).map(signOf)).toEqual([
      'illegal-request',
      'illegal-request',
    ]);
    expect([signOf(await ask(client)), signOf(await ask(client))]).toEqual(['ok', 'ok']);
  });

  it('says retry and back-off as the table has them', async () => {
    init();
    query('leftTicket/query').reply(429);
    expect(await ask()).toMatchObject({ outcome: 'refused', retry: false, backOffMs: 600_000 });
  });
});

describe('an init page that cannot be had', () => {
  it.each([
    ['error-page', 302, '', { Location: 'https://www.12306.cn/mormhweb/logFiles/error.html' }],
    ['too-fast', 403, '1', {}],
    ['server-error', 500, '', {}],
    ['empty-body', 200, '', {}],
    ['init-page', 200, '<html>Sorry</html>', {}],
    ['init-page', 200, initPage('leftTicket/confirm'), {}],
    ['anti-bot', 200, '<html>您的网络可能存在问题</html>', {}],
  ])('is the failure of the question: %s', async (sign, status, body, headers) => {
    nock(HOST).get('/otn/leftTicket/init').reply(status, body, headers);
    expect(signOf(await ask())).toBe(sign);
  });

  it('is the failure of all who waited for it, and is asked for again by the next', async () => {
    nock(HOST).get('/otn/leftTicket/init').reply(500);
    const client = upstream();
    expect((await Promise.all([ask(client), ask(client)])).map(signOf)).toEqual([
      'server-error',
      'server-error',
    ]);
    init();
    query('leftTicket/query').reply(200, GOOD);
    expect(signOf(await ask(client))).toBe('ok');
  });
});
