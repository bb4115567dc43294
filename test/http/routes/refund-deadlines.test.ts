import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RefundServer, startRefundServer } from './refund-server.ts';

let server: RefundServer;
beforeAll(async () => {
  server = await startRefundServer();
});
afterAll(() => server.stop());

const TICKET = 'fare=553&departure=2021-02-11T10:00&purchasedAt=2021-01-13T08:00';

async function download(query: string): Promise<Response> {
  return server.get(`/v1/refund/deadlines.ics?${query}`);
}

async function events(query: string): Promise<ICAL.Event[]> {
  const calendar = new ICAL.Component(ICAL.parse(await (await download(query)).text()));
  return calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
}

function durationOf(trigger: ICAL.Property | null | undefined): ICAL.Duration {
  const value = trigger?.getFirstValue();
  if (!(value instanceof ICAL.Duration)) throw new Error('the alarm has no duration');
  return value;
}

const utc = (time: ICAL.Time) => time.toJSDate().toISOString();

describe('GET /v1/refund/deadlines.ics, read by ical.js', () => {
  it('is a calendar that a client may save', async () => {
    const response = await download(`${TICKET}&at=2021-01-20T10:00`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/calendar');
    expect(response.headers.get('content-disposition')).toContain('.ics');
    expect(await response.text()).toMatch(/^BEGIN:VCALENDAR\r\n[\s\S]*END:VCALENDAR\r?\n?$/);
  });

  it('has one event a fee, the free days under two rules in one, from its first second to the end of its last', async () => {
    const found = await events(`${TICKET}&at=2021-01-20T10:00`);
    expect(found.map((one) => [utc(one.startDate), utc(one.endDate)])).toEqual([
      ['2021-01-13T00:00:00.000Z', '2021-02-03T02:00:01.000Z'],
      ['2021-02-03T02:00:01.000Z', '2021-02-09T02:00:01.000Z'],
      ['2021-02-09T02:00:01.000Z', '2021-02-10T02:00:01.000Z'],
      ['2021-02-10T02:00:01.000Z', '2021-02-11T02:00:00.000Z'],
    ]);
    expect(found[1]?.summary).toBe('退票费5%(27.50元),至2021-02-09 10:00:00');
    expect(found[1]?.description).toContain('553.00');
  });

  it('rings before each step ends, inside the step', async () => {
    for (const event of await events(`${TICKET}&at=2021-01-20T10:00`)) {
      const [alarm, ...more] = event.component.getAllSubcomponents('valarm');
      expect(more).toEqual([]);
      const trigger = alarm?.getFirstProperty('trigger');
      expect(trigger?.getParameter('related')).toBe('END');
      const lead = -durationOf(trigger).toSeconds();
      const length = (event.endDate.toJSDate().getTime() - event.startDate.toJSDate().getTime()) / 1_000;
      expect(lead).toBeGreaterThan(0);
      expect(lead).toBeLessThanOrEqual(length);
      expect(alarm?.getFirstPropertyValue('action')).toBe('DISPLAY');
    }
  });

  it.each([
    'at=2026-02-10T13:20&purchasedAt=2026-02-10T13:00',
    'at=2026-02-11T05:50&purchasedAt=2026-02-11T05:35:01',
  ])('rings a whole number of seconds before the end, however short the step: %s', async (times) => {
    const text = await (await download(`fare=553&departure=2026-02-11T10:00&${times}`)).text();
    const triggers = [...text.matchAll(/^TRIGGER[^:]*:(.+?)\r?$/gm)].map(([, value]) => value);
    expect(triggers.length).toBeGreaterThan(0);
    for (const trigger of triggers) expect(trigger).toMatch(/^-P(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?$/);
  });

  it('imported twice, and again in English a day later, it has not doubled', async () => {
    const calendar = new Map<string, string>();
    for (const query of [
      `${TICKET}&at=2021-01-20T10:00`,
      `${TICKET}&at=2021-01-20T10:00`,
      `${TICKET}&at=2021-01-21T10:00&lang=en`,
    ]) {
      for (const event of await events(query)) calendar.set(event.uid, event.summary);
    }
    expect(calendar.size).toBe(4);
    expect([...calendar.values()].every((summary) => summary.startsWith('Refund fee'))).toBe(true);
  });

  it('says nothing of a change that costs nothing, as the minimum fee of a small fare', async () => {
    const found = await events('fare=12&departure=2026-02-11T10:00&at=2026-02-10T10:00&lang=en');
    expect(found.map(({ summary }) => summary)).toEqual([
      'Refund fee 0% (0.00 yuan) until 2026-02-03 10:00:00',
      'Refund fee 5-10% (2.00 yuan) until 2026-02-10 10:00:00',
      'Refund fee 20% (2.50 yuan) until 2026-02-11 09:59:59',
    ]);
  });

  it('does not ring where a cheaper stretch follows', async () => {
    const found = await events(
      'fare=553&departure=2021-01-20T10:00&at=2021-01-06T10:00&purchasedAt=2021-01-05T10:00&lang=en',
    );
    expect(found.map((one) => [one.summary, one.component.getAllSubcomponents('valarm').length])).toEqual([
      ['Refund fee 5% (27.50 yuan) until 2021-01-06 23:59:59', 0],
      ['Refund fee 0% (0.00 yuan) until 2021-01-20 09:59:59', 1],
    ]);
  });

  it('has no deadline for a ticket that gives nothing back, only its departure, without an alarm', async () => {
    const found = await events(
      'fare=553&departure=2026-02-11T10:00&at=2026-02-10T11:30&rebookedAt=2026-02-10T11:00&originalDeparture=2026-02-10T10:00&lang=en',
    );
    expect(found.map((one) => [one.summary, utc(one.startDate)])).toEqual([
      ['Departure (this ticket gives nothing back)', '2026-02-11T02:00:00.000Z'],
    ]);
    expect(found[0]?.component.getAllSubcomponents('valarm')).toEqual([]);
  });

  it('ends online at the last open second where 12306 does not open again, and rings before it', async () => {
    const found = await events('fare=553&departure=2019-02-01T01:28&at=2019-01-30T10:00&lang=en');
    expect(found.map(({ summary }) => summary.slice(-19))).toEqual([
      '2019-01-17 01:27:59',
      '2019-01-30 01:28:00',
      '2019-01-31 01:28:00',
      '2019-01-31 23:30:00',
      '2019-02-01 01:27:59',
    ]);
    const trigger = found[2]?.component.getFirstSubcomponent('valarm')?.getFirstProperty('trigger');
    // 10 % ends at 01:28:00, but 12306 shuts at 23:30:00: it rings two hours before that.
    expect(-durationOf(trigger).toSeconds()).toBe(3_600 + 58 * 60 + 2 * 3_600);
  });

  it('gives another ticket other events', async () => {
    const one = await events(`${TICKET}&at=2021-01-20T10:00`);
    const other = await events(
      'fare=553&departure=2021-02-11T11:00&purchasedAt=2021-01-13T08:00&at=2021-01-20T10:00',
    );
    const uids = new Set([...one, ...other].map(({ uid }) => uid));
    expect(uids.size).toBe(one.length + other.length);
  });

  it('shows a step whose beginning is not known for its last day', async () => {
    const [first] = await events('fare=553&departure=2027-02-05T10:00&at=2027-01-20T10:00');
    expect(first === undefined ? null : utc(first.startDate)).toBe('2027-01-27T02:00:01.000Z');
  });

  it('answers bad input as every route does', async () => {
    const response = await download('fare=0&departure=2021-02-29T10:00');
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  });
});
