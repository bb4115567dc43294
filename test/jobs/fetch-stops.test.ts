import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { HOUR_MS, type Instant, parseInstant } from '../../src/calendar/china-time.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { makeTemporaryDir } from '../support/temporary-dir.ts';
import { waitUntil } from '../support/wait-until.ts';

let service: TestService;
afterEach(() => service.stop());

/** A service that watches one pair on these days. */
async function watch(from: string, to: string, dates: string[], at: string): Promise<void> {
  const file = join(makeTemporaryDir(), 'watchlist.json');
  writeFileSync(file, JSON.stringify({ pairs: [{ from, to }], dates }));
  service = await startTestService({ WATCHLIST: file }, parseInstant(at) as Instant);
}

const stopsAsked = () =>
  service.double
    .requestLog()
    .filter((request) => request.endpoint === 'stops')
    .map((request) => new URL(request.url, 'http://double').searchParams.get('train_no'));

async function whenIdle(): Promise<void> {
  await waitUntil('an idle queue', async () => {
    const { waiting, active, delayed } = (await service.json('/v1/status')).queue;
    return waiting + active + delayed === 0;
  });
}

describe('the stops of trains', () => {
  it('come with the first boards: a ticket of an overnight train is then refunded by train, station and day', async () => {
    await watch('NJH', 'SHH', ['2021-02-10'], '2021-01-13T10:00:30');
    await service.pollAll();
    await waitUntil('the stops to be asked for', () => stopsAsked().length > 0);
    await whenIdle();
    const answer = await service.json(
      '/v1/refund/quote?train=Z198&from=NJH&date=2021-02-10&fare=300&at=2021-02-09T12:00',
    );
    // Z198 left Taiyuan at 19:58 on the 9th: at Nanjing it is the 10th.
    expect(answer).toMatchObject({
      train: { trainCode: 'Z198', trainNo: '270000Z19807', boardingDate: '2021-02-10' },
      question: { departure: '2021-02-10T07:20:00+08:00' },
    });
  });

  it('are asked for once a train number, and for a new one when the timetable changes', async () => {
    // G1864 is 27000G186403 until 19 January and 27000G186404 from the 20th.
    await watch('TNV', 'HGH', ['2021-01-19', '2021-01-20'], '2021-01-13T10:00:30');
    await service.pollAll();
    await waitUntil('the stops to be asked for', () => stopsAsked().length > 0);
    await whenIdle();
    const first = stopsAsked();
    expect(first).toEqual(expect.arrayContaining(['27000G186403', '27000G186404']));
    expect(new Set(first).size).toBe(first.length);
    service.advance(HOUR_MS);
    await service.pollAll();
    expect(await service.clockwork.refreshTimetables()).toBe(0);
    expect(stopsAsked()).toEqual(first);
  });

  it('that could not be had are asked for again, and only those', async () => {
    await watch('TNV', 'HGH', ['2021-01-20'], '2021-01-13T10:00:30');
    service.double.setFault({ kind: 'html', on: 'stops', times: 1 });
    await service.pollAll();
    await waitUntil('the stops to be asked for', () => stopsAsked().length > 0);
    await whenIdle();
    const answered = new Set(stopsAsked().slice(1));
    expect(answered.has(stopsAsked()[0] ?? '')).toBe(false);
  });
});
