import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Instant, parseInstant } from '../../src/calendar/china-time.ts';
import { SUBJECT_COLUMNS } from '../../src/demand/subject-rows.ts';
import { PROBLEMS } from '../../src/http/problems.ts';
import { ROUTES } from '../../src/http/routes/index.ts';
import { startTestService, type TestService } from '../support/service.ts';

const BOARD = '/v1/availability?from=TNV&to=HGH&date=2021-02-09';
const TOKEN = 'a-token-of-the-tests';
let service: TestService;

beforeAll(async () => {
  service = await startTestService({ ADMIN_TOKEN: TOKEN }, parseInstant('2021-01-12T10:00:30') as Instant);
  await service.pollAll();
});
afterAll(() => service.stop());

describe('an answer', () => {
  it('has a strong ETag, a Cache-Control and RateLimit headers', async () => {
    const { status, headers } = await service.get(BOARD);
    expect(status).toBe(200);
    expect(headers.get('etag')).toMatch(/^"[^"]+"$/);
    expect(headers.get('cache-control')).toBe('public, max-age=5');
    expect(headers.get('ratelimit')).toMatch(/limit=\d+, remaining=\d+, reset=\d+/);
    expect(headers.get('ratelimit-policy')).toContain('w=60');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('is 304 without a body to who has it already', async () => {
    const first = await service.get('/v1/stations/TNV');
    const again = await service.get('/v1/stations/TNV', {
      'if-none-match': first.headers.get('etag') as string,
    });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  it('that is empty because nobody had looked yet says so', async () => {
    expect((await service.json(BOARD)).known).toBe(true);
    const early = await service.json(`${BOARD}&asOf=2021-01-01T00:00`);
    expect([early.known, early.trains]).toEqual([false, []]);
  });

  it('explains every column of the offers behind a figure, in the document and on the page', async () => {
    const { paths } = await service.json('/openapi.json');
    const { description } = paths['/v1/citations/{id}/{file}'].get;
    const { text } = await service.get('/docs');
    for (const column of SUBJECT_COLUMNS) {
      expect(description).toMatch(new RegExp(`^- \`${column}\`: .{10}`, 'm'));
      expect(text).toContain(`<td><code>${column}</code></td>`);
    }
  });

  it('is said in the schema that /openapi.json publishes', async () => {
    const api = await service.json('/openapi.json');
    expect(api.openapi).toBe('3.1.0');
    const described = ROUTES.map((route) => route.path.replace(/:(\w+)/g, '{$1}'));
    for (const path of Object.keys(api.paths)) expect(described).toContain(path);
    for (const path of [
      '/v1/availability',
      '/v1/availability/history',
      '/v1/stations',
      '/v1/status',
      '/livez',
      '/readyz',
    ]) {
      expect(api.paths[path].get.responses[200].content['application/json'].schema.type).toBe('object');
    }
    expect(api.paths['/v1/availability'].get.parameters.map((one: { name: string }) => one.name)).toEqual([
      'from',
      'to',
      'date',
      'exact',
      'asOf',
    ]);
  });

  it('parses by the schema of its own route', async () => {
    for (const [path, url] of [
      ['/v1/availability', BOARD],
      [
        '/v1/availability/history',
        '/v1/availability/history?from=TNV&to=HGH&date=2021-02-09&train=G1864&class=M',
      ],
      ['/v1/status', '/v1/status'],
      ['/v1/watched', '/v1/watched'],
      ['/v1/stations', '/v1/stations?q=taiyuan'],
      ['/v1/sale-openings', '/v1/sale-openings?date=2021-02-11&station=TNV'],
    ]) {
      const route = ROUTES.find((one) => one.path === path);
      expect(route?.answer?.safeParse(await service.json(url as string)).error, path).toBeUndefined();
    }
  });
});

describe('bad input', () => {
  it.each([
    ['a missing parameter', '/v1/availability?from=TNV&to=HGH', 400, 'date', 'nothing'],
    ['a misspelt parameter', `${BOARD}&exakt=true`, 400, 'exakt', 'an unknown parameter'],
    [
      'a day that does not exist',
      '/v1/availability?from=TNV&to=HGH&date=2021-02-29',
      400,
      'date',
      '"2021-02-29"',
    ],
    ['a day without zeros', '/v1/availability?from=TNV&to=HGH&date=2021-2-9', 400, 'date', '"2021-2-9"'],
    [
      'a day of no year we serve',
      '/v1/availability/calendar?from=TNV&to=HGH&date=9999-12-31',
      400,
      'date',
      '9999',
    ],
    ['a trip within a city', '/v1/availability/calendar?from=TNV&to=TYV&date=2021-02-09', 400, 'to', 'TYV'],
    ['a very long row of emoji', `/v1/stations?q=${'🚄'.repeat(100)}`, 400, 'q', '🚄… (102 characters)'],
    ['a flag that is none', `${BOARD}&exact=maybe`, 400, 'exact', '"maybe"'],
    ['a time without hours', `${BOARD}&asOf=2021-01-12`, 400, 'asOf', '"2021-01-12"'],
    ['a time that has not come', `${BOARD}&asOf=2030-01-01T00:00`, 400, 'asOf', '2030-01-01'],
    ['an offset that does not exist', `${BOARD}&asOf=2021-01-12T10:00%2B99:99`, 400, 'asOf', '99:99'],
    ['a number in another notation', '/v1/coverage?limit=0x10', 400, 'limit', '0x10'],
    ['a number out of its range', '/v1/stations?q=%E5%A4%AA&limit=51', 400, 'limit', '51'],
    ['a parameter given twice', `${BOARD}&date=2021-02-10`, 400, 'date', '["2021-02-09","2021-02-10"]'],
    ['a station nobody knows', '/v1/availability?from=TNV&to=太原难&date=2021-02-09', 400, 'to', '太原难'],
    [
      'a very long value',
      `/v1/availability?from=${'太'.repeat(500)}&to=HGH&date=2021-02-09`,
      400,
      'from',
      '… (502 characters)',
    ],
    ['a pair nobody watches', '/v1/availability?from=TNV&to=CAN&date=2021-02-09', 400, 'to', 'CAN'],
    [
      'a watched pair on another day',
      '/v1/availability?from=TNV&to=HGH&date=2021-06-01',
      404,
      'date',
      '2021-06-01',
    ],
    ['an unwatched pair', '/v1/availability?from=SHH&to=GZQ&date=2021-02-09', 404, 'from, to', '上海 (SHH)'],
    [
      'a class that is none',
      '/v1/availability/history?from=TNV&to=HGH&date=2021-02-09&train=G1864&class=Z',
      400,
      'class',
      '"Z"',
    ],
    [
      'a train that is none',
      '/v1/availability/history?from=TNV&to=HGH&date=2021-02-09&train=G1864;&class=O',
      400,
      'train',
      '"G1864;"',
    ],
    [
      'a train not on this line',
      '/v1/availability/history?from=TNV&to=HGH&date=2021-02-09&train=G1&class=O',
      404,
      'train',
      'G1',
    ],
    [
      'a class not on this train',
      '/v1/availability/history?from=TNV&to=HGH&date=2021-02-09&train=G1864&class=3',
      404,
      'class',
      '3',
    ],
  ])(
    '%s: the problem names the parameter, what was expected and what came',
    async (_, url, status, parameter, got) => {
      const { status: given, headers, text } = await service.get(encodeURI(url));
      const problem = JSON.parse(text);
      expect(given).toBe(status);
      expect(headers.get('content-type')).toContain('application/problem+json');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(Object.keys(PROBLEMS).map((name) => `/problems/${name}`)).toContain(problem.type);
      const fault = problem.errors.find((one: { parameter: string }) => one.parameter === parameter);
      expect(fault.expected.length).toBeGreaterThan(3);
      expect(fault.got).toContain(got);
    },
  );

  it('is not answered with many times its own size', async () => {
    const many = Array.from({ length: 500 }, (_, index) => `unknown${index}=1`).join('&');
    const { text } = await service.get(`/v1/stations?q=x&${many}&${'y'.repeat(3_000)}=1`);
    expect(text.length).toBeLessThan(4_000);
    expect(JSON.parse(text).errors).toHaveLength(10);
  });

  it('with another method than GET is a 405 that says which are answered', async () => {
    const { status, headers, text } = await service.get('/v1/stations', {}, 'POST');
    expect([status, headers.get('allow'), JSON.parse(text).type]).toEqual([
      405,
      'GET, HEAD',
      '/problems/method-not-allowed',
    ]);
  });

  it('has a type whose address explains it', async () => {
    for (const name of Object.keys(PROBLEMS)) {
      const answer = await service.get(`/problems/${name}`);
      expect([answer.status, JSON.parse(answer.text).meaning]).toEqual([
        200,
        PROBLEMS[name as keyof typeof PROBLEMS].meaning,
      ]);
    }
  });

  it('names near matches for a station nobody knows', async () => {
    const problem = await service.json(encodeURI('/v1/availability?from=太原难&to=HGH&date=2021-02-09'));
    expect(problem.type).toBe('/problems/unknown-station');
    expect(problem.errors[0].hint).toContain('太原');
  });

  it('names what is watched for an unwatched pair, and does not say that nothing is left', async () => {
    const problem = await service.json('/v1/availability?from=SHH&to=GZQ&date=2021-02-09');
    expect(problem.type).toBe('/problems/unwatched-pair');
    expect(problem.errors[0].expected).toContain('TNV-HGH');
    expect(problem.errors[0].hint).toContain('does not mean');
  });

  it.each([
    ['/v1/nothing', 404],
    ['/assets/../config.ts', 404],
    ['/assets/package.json', 400],
    ['/%E0%A4%A', 404],
  ])('the path %s is a problem, not a page of the framework', async (path, status) => {
    const answer = await service.get(path);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.text).not.toMatch(/\bat .*:\d+:\d+/);
  });
});

describe('the service routes', () => {
  it('say alive and ready', async () => {
    expect(await service.json('/livez')).toEqual({ alive: true });
    expect(await service.json('/readyz')).toMatchObject({
      ready: true,
      polling: 'on',
      store: { problem: null },
    });
  });

  it('say what is polled and how it goes', async () => {
    const status = await service.json('/v1/status');
    expect(status).toMatchObject({
      source: { name: 'double', provenance: 'synthetic' },
      redis: { answers: true },
      polls: { pausedUntil: null, lastFailure: null },
    });
    expect(status.watched.pairs).toBeGreaterThanOrEqual(12);
    expect(status.watched.polledOk).toBe(status.polls.sinceStart.ok);
  });

  it('give the metrics to who has the token only', async () => {
    expect((await service.get('/metrics')).status).toBe(401);
    expect((await service.get('/metrics', { authorization: 'Bearer wrong' })).status).toBe(401);
    const { status, text } = await service.get('/metrics', { authorization: `Bearer ${TOKEN}` });
    expect(status).toBe(200);
    expect(text).toMatch(/yupiao_polls_total\{outcome="ok",sign="",written="written"\} \d+/);
    expect(text).toMatch(/yupiao_http_requests_total\{route="\/v1\/availability",status="200"\}/);
  });
});

describe('the pages', () => {
  it('are one document at every address, asked for anew each time and never sent twice', async () => {
    const first = await service.get('/');
    expect(first.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(first.headers.get('cache-control')).toBe('no-cache');
    for (const path of ['/board/TNV?date=2021-02-09', '/find', '/refund', '/years?lang=en', '/status']) {
      expect([path, (await service.get(path)).text === first.text]).toEqual([path, true]);
    }
    const again = await service.get('/', { 'if-none-match': first.headers.get('etag') as string });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  it('run only scripts and styles of our own files, which are kept for ever and come compressed', async () => {
    const { text, headers } = await service.get('/');
    expect(text).not.toMatch(/<style|<script>| style=| on[a-z]+=/);
    expect(headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
    const files = [...text.matchAll(/(?:src|href)="(\/app\/[^"]+)"/g)].map(([, path = '']) => path);
    expect(files.length).toBeGreaterThanOrEqual(2);
    for (const file of files) {
      const plain = await service.get(file, { 'accept-encoding': 'identity' });
      const packed = await service.get(file, { 'accept-encoding': 'gzip, br' });
      expect(plain.headers.get('cache-control')).toContain('immutable');
      expect(packed.headers.get('content-encoding')).toBe('br');
      expect(packed.headers.get('vary')).toContain('Accept-Encoding');
      expect(packed.text).toBe(plain.text);
    }
    expect((await service.get('/app/nothing.js')).status).toBe(404);
  });

  it('ask nothing of another host: style, icon and reference are served from here', async () => {
    for (const path of ['/', '/docs']) {
      const { text } = await service.get(path);
      for (const [, url = ''] of text.matchAll(/(?:src|href|action)="([^"]*)"/g)) expect(url).toMatch(/^\//);
    }
    expect((await service.get('/assets/style.css')).headers.get('content-type')).toContain('text/css');
    expect((await service.get('/assets/icon.svg')).status).toBe(200);
  });

  it('document every route with an example that works', async () => {
    const { text } = await service.get('/docs');
    const examples = [...text.matchAll(/href="(\/v1\/[^"]*)"/g)].map(([, href = '']) =>
      href.replaceAll('&amp;', '&'),
    );
    expect(examples.length).toBeGreaterThanOrEqual(5);
    for (const example of examples)
      expect([example, (await service.get(encodeURI(example))).status]).toEqual([example, 200]);
  });
});

describe('too many requests', () => {
  it('get a 429 problem with the time to come back, while /livez still answers', async () => {
    const busy = await startTestService(
      { RATE_LIMIT_PER_MINUTE: '3' },
      parseInstant('2021-01-12T10:00:30') as Instant,
    );
    for (let n = 0; n < 3; n++) expect((await busy.get('/v1/stations/TNV')).status).toBe(200);
    const refused = await busy.get('/v1/stations/TNV');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(JSON.parse(refused.text).type).toBe('/problems/too-many-requests');
    expect((await busy.get('/livez')).status).toBe(200);
    await busy.stop();
  });
});
