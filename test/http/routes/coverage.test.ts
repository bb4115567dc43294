import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Instant, MINUTE_MS, parseInstant } from '../../../src/calendar/china-time.ts';
import { formatCoverageCsv } from '../../../src/http/coverage-csv.ts';
import { startTestService, type TestService } from '../../support/service.ts';

const ONE_WATCH = join(import.meta.dirname, '..', '..', 'support', 'one-watch.json');

let service: TestService;
const asOf = () => new Date(service.now()).toISOString();
const coverage = async () => (await service.json(`/v1/coverage?asOf=${asOf()}`)).entries[0].coverage;

describe('the account of what was not seen', () => {
  beforeAll(async () => {
    service = await startTestService(
      { WATCHLIST: ONE_WATCH },
      parseInstant('2021-01-12T10:00:30') as Instant,
    );
    for (let n = 0; n < 3; n++) await service.pollAll();
  });
  afterAll(() => service.stop());

  it('lists every watched pair and date with its share', async () => {
    const answer = await service.json(`/v1/coverage?asOf=${asOf()}`);
    expect(answer).toMatchObject({ total: 1, offset: 0, provenance: 'synthetic' });
    expect(answer.entries[0]).toMatchObject({
      origin: { telecode: 'TNV', name: '太原南' },
      destination: { telecode: 'HGH', name: '杭州东' },
      date: '2021-02-09',
      coverage: { planned: 3, done: 3, waiting: 0, share: 1, missed: [] },
    });
  });

  it('says that nobody looked between the sale opening and the first poll', async () => {
    const { gaps } = await coverage();
    expect(gaps).toEqual([
      {
        from: '2021-01-11T14:00:00+08:00',
        to: expect.stringMatching(/^2021-01-12T10:/),
        reason: 'not-planned',
      },
    ]);
    const before = '/v1/availability?from=TNV&to=HGH&date=2021-02-09&asOf=2021-01-12T09:00:00';
    expect((await service.json(before)).coverage.gaps).toEqual([{ ...gaps[0], to: null }]);
  });

  it('names what a failed plan came to, and the share falls', async () => {
    service.double.setFault({ kind: 'busy' });
    await service.pollAll();
    service.double.setFault(null);
    expect(await coverage()).toMatchObject({
      planned: 4,
      done: 3,
      share: 0.75,
      missed: [{ reason: 'busy', count: 1 }],
    });
  });

  it('counts the plans of a time when the service was down', async () => {
    service.advance(60 * MINUTE_MS);
    await service.pollAll();
    const { missed, gaps } = await coverage();
    expect(missed[0]).toEqual({ reason: 'service-down', count: expect.any(Number) });
    expect(Math.abs(missed[0].count - 12.5)).toBeLessThan(1);
    expect(gaps.at(-1).reason).toBe('service-down');
  });

  it('is the coverage that the availability answer carries', async () => {
    const answer = await service.json(`/v1/availability?from=TNV&to=HGH&date=2021-02-09&asOf=${asOf()}`);
    expect(answer.coverage).toEqual(await coverage());
  });

  it('comes as CSV for a spreadsheet', async () => {
    const { text, headers } = await service.get(`/v1/coverage?format=csv&asOf=${asOf()}`);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    // Reading as text takes the byte order mark off.
    expect(formatCoverageCsv([], 'synthetic').charCodeAt(0)).toBe(0xfeff);
    const [head = '', line = '', rest] = text.split('\r\n');
    expect(head).toMatch(/^from,from_name,to,to_name,date,provenance,planned,done/);
    expect(line).toMatch(/^TNV,太原南,HGH,杭州东,2021-02-09,synthetic,\d+,4,0,0\.\d{4},2021-01-12T/);
    expect(line).toMatch(/service-down=1[23] busy=1/);
    expect(rest).toBe('');
  });

  it('says of what is not watched that it is not', async () => {
    const { status, text } = await service.get('/v1/coverage?from=TNV&to=BXP');
    expect(status).toBe(404);
    expect(JSON.parse(text).type).toBe('/problems/unwatched-pair');
  });

  it('beside it, the status says what was sent; the double has no limit', async () => {
    const { requests, polls } = await service.json('/v1/status');
    const { init, query } = service.double.requests();
    expect(requests).toMatchObject({
      sent: { init, query, stops: expect.any(Number), list: expect.any(Number) },
      budget: null,
    });
    expect(polls.breaker).toBe('closed');
  });
});

describe('a sign of an IP limit', () => {
  beforeAll(async () => {
    service = await startTestService(
      { WATCHLIST: ONE_WATCH },
      parseInstant('2021-01-12T10:00:30') as Instant,
    );
    await service.pollAll();
  });
  afterAll(() => service.stop());

  it('opens the breaker for hours, and one probe closes it', async () => {
    service.double.setFault({ kind: 'forbidden', digit: '' });
    await service.pollAll();
    expect((await service.json('/v1/status')).polls).toMatchObject({
      breaker: 'open',
      lastFailure: { sign: 'forbidden' },
    });
    service.double.setFault(null);
    const before = service.double.requests();
    service.advance(100 * MINUTE_MS);
    await service.pollAll();
    expect(service.double.requests()).toEqual(before);
    service.advance(15 * MINUTE_MS);
    await service.pollAll();
    expect((await service.json('/v1/status')).polls).toMatchObject({ breaker: 'closed', pausedUntil: null });
    expect(service.double.requests().query).toBe(before.query + 1);
  });
});
