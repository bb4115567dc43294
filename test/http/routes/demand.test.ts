import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SeasonAnswer } from '../../../src/calendar/season-schema.ts';
import type { VolumesAnswer } from '../../../src/demand/volumes-schema.ts';
import type { Problem } from '../../../src/http/problems.ts';
import { demandVolumesRoute } from '../../../src/http/routes/demand-volumes.ts';
import { seasonRoute } from '../../../src/http/routes/seasons.ts';
import { type RefundServer, startRefundServer } from './refund-server.ts';

let server: RefundServer;
beforeAll(async () => {
  server = await startRefundServer();
});
afterAll(() => server.stop());

async function ask<Body>(path: string) {
  const response = await server.get(path);
  const body = (await response.json()) as Body;
  return { status: response.status, headers: response.headers, body };
}

describe('GET /v1/seasons/{year}', () => {
  it.each([2012, 2021, 2026, 2027])('answers for %d in its schema, kept for an hour', async (year) => {
    const { status, headers, body } = await ask<SeasonAnswer>(`/v1/seasons/${year}`);
    expect(status).toBe(200);
    expect(body.season).toBe(year);
    expect(seasonRoute.answer?.parse(body)).toEqual(body);
    expect(headers.get('cache-control')).toContain('max-age=3600');
  });

  it('says of 2027 that it is by rule, not announced', async () => {
    const { body } = await ask<SeasonAnswer>('/v1/seasons/2027');
    expect([body.basis, body.newYearDay.date]).toEqual(['by rule, not announced', '2027-02-06']);
  });

  it.each(['2011', '2028', '1999', '9999'])('knows no rule for %s', async (year) => {
    const { status, body } = await ask<Problem>(`/v1/seasons/${year}`);
    expect([status, body.type]).toEqual([404, '/problems/no-rule-known']);
    expect(body.errors?.[0]).toMatchObject({
      parameter: 'year',
      expected: 'a season from 2012 to 2027',
      got: year,
    });
  });

  it.each(['21', '2021.5', 'next', '02021', '-2021'])('does not take %s for a year', async (year) => {
    const { status, body } = await ask<Problem>(`/v1/seasons/${year}`);
    expect([status, body.type]).toEqual([400, '/problems/bad-input']);
  });
});

describe('GET /v1/demand/volumes', () => {
  it('answers in its schema, as official, with what to beware of', async () => {
    const { status, body } = await ask<VolumesAnswer>('/v1/demand/volumes?season=2026&baseline=2025');
    expect(status).toBe(200);
    expect(demandVolumesRoute.answer?.parse(body)).toEqual(body);
    expect(body).toMatchObject({
      provenance: 'official',
      holiday: { changeTotalPercent: 25.7, changePerDayPercent: 11.7 },
    });
    expect(body.warnings.map(({ code }) => code)).toContain('holiday-length');
  });

  it('comes as CSV: the days of both seasons, nothing known being an empty cell', async () => {
    const path = '/v1/demand/volumes?season=2026&baseline=2025';
    const { days } = (await ask<VolumesAnswer>(path)).body;
    const response = await server.get(`${path}&format=csv`);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
    const [head = '', ...lines] = bytes.subarray(3).toString().trimEnd().split('\r\n');
    expect(head).toMatch(/^year,date,lunar_offset,weekday,actual_10k,.*,source,provenance$/);
    expect(lines).toHaveLength(2 * days.length);
    const actuals = [...days.map((day) => day.season), ...days.map((day) => day.baseline)];
    for (const [place, { date, actual }] of actuals.entries()) {
      const cells = lines[place]?.split(',') ?? [];
      expect([cells[1], cells[4]]).toEqual([date, actual === null ? '' : String(actual.passengers10k)]);
      expect(lines[place]).toMatch(/,official$/);
    }
  });

  it('compares with the season before when no baseline is named', async () => {
    expect((await ask<VolumesAnswer>('/v1/demand/volumes?season=2021')).body).toMatchObject({
      season: 2021,
      baseline: 2020,
    });
  });

  it('gives 2021 as 46.5 % below 2019 and 3.5 % above 2020, as published', async () => {
    for (const [baseline, percent] of [
      [2019, -46.5],
      [2020, 3.5],
    ]) {
      const { body } = await ask<VolumesAnswer>(`/v1/demand/volumes?season=2021&baseline=${baseline}`);
      expect(body.totals.changes[0]).toMatchObject({ basis: 'published', percent });
    }
  });

  it.each([
    ['season=2028', 404, 'season'],
    ['season=2012', 404, 'baseline'],
    ['season=2026&baseline=2011', 404, 'baseline'],
    ['season=2026&baseline=2026', 400, 'baseline'],
    ['season=2026&format=xls', 400, 'format'],
    ['season=26', 400, 'season'],
    ['baseline=2020', 400, 'season'],
    ['season=2026&year=2025', 400, 'year'],
  ])('refuses %s with %d and names %s', async (query, status, parameter) => {
    const { body, status: got } = await ask<Problem>(`/v1/demand/volumes?${query}`);
    expect([got, body.errors?.[0]?.parameter]).toEqual([status, parameter]);
  });
});
