import { describe, expect, it } from 'vitest';
import { formatInstant, instantAt } from '../../src/calendar/china-time.ts';
import { type SaleOpeningQuestion, saleOpening } from '../../src/calendar/sale-openings.ts';

const TAIYUAN_SOUTH = { saleTimeOn: () => '14:00', source: 'list of sale times' };

function opensAt(question: Omit<SaleOpeningQuestion, 'channel'>): string | null {
  const opening = saleOpening({ channel: 'online', ...question });
  return opening?.opensAt == null ? null : formatInstant(opening.opensAt);
}

describe('a sale opening', () => {
  it.each([
    ['2021-02-09', '2021-01-11T14:00:00+08:00'],
    ['2021-02-11', '2021-01-13T14:00:00+08:00'],
    ['2021-02-12', '2021-01-29T14:00:00+08:00'],
  ])('of %s from Taiyuan South was %s', (travelDate, expected) => {
    expect(opensAt({ travelDate, station: TAIYUAN_SOUTH })).toBe(expected);
  });

  it('takes the station’s sale time of the sale day, not of the travel date', () => {
    const station = { saleTimeOn: (day: string) => (day < '2021-01-27' ? '11:30' : '10:30'), source: 'list' };
    expect(opensAt({ travelDate: '2021-02-11', station })).toBe('2021-01-13T11:30:00+08:00');
    expect(opensAt({ travelDate: '2021-02-12', station })).toBe('2021-01-29T10:30:00+08:00');
  });

  it('has no hour without a station, or where the station’s sale time is not known, and says the rule decided', () => {
    const unknown = { saleTimeOn: () => null, source: 'list' };
    for (const station of [undefined, unknown]) {
      const opening = saleOpening({
        travelDate: '2021-02-11',
        channel: 'online',
        ...(station === undefined ? {} : { station }),
      });
      expect(opening).toMatchObject({ firstSaleDay: '2021-01-13', opensAt: null, decidedBy: 'presale-rule' });
    }
  });

  it('names the source of the hour when the station’s sale time decided it', () => {
    const opening = saleOpening({ travelDate: '2021-02-11', channel: 'online', station: TAIYUAN_SOUTH });
    expect(opening).toMatchObject({
      decidedBy: 'station-sale-time',
      presaleDays: 30,
      rule: 'PRESALE_30_2021',
    });
    expect(opening?.sources).toContain('list of sale times');
  });

  it('obeys the row’s own instant, and says so when the rule would give another day', () => {
    const agreed = instantAt('2021-01-13', '16:30');
    expect(
      saleOpening({
        travelDate: '2021-02-11',
        channel: 'online',
        station: TAIYUAN_SOUTH,
        rowOpensAt: agreed,
      }),
    ).toMatchObject({ opensAt: agreed, decidedBy: 'row', rule: 'PRESALE_30_2021', presaleDays: 30 });
    const other = instantAt('2021-01-20', '09:00');
    const opening = saleOpening({ travelDate: '2021-02-11', channel: 'online', rowOpensAt: other });
    expect(opening).toMatchObject({
      firstSaleDay: '2021-01-20',
      presaleDays: 23,
      rule: null,
      decidedBy: 'row',
    });
    expect(opening?.note).toContain('2021-01-13');
  });

  it('is known from the row alone where no rule is', () => {
    const rowOpensAt = instantAt('2029-01-30', '14:15');
    expect(saleOpening({ travelDate: '2029-02-12', channel: 'online' })).toBeNull();
    expect(saleOpening({ travelDate: '2029-02-12', channel: 'online', rowOpensAt })).toMatchObject({
      firstSaleDay: '2029-01-30',
      opensAt: rowOpensAt,
      rule: null,
    });
  });

  it('has no hour at a station window before all channels started together', () => {
    const ask = (travelDate: string) =>
      saleOpening({ travelDate, channel: 'window', station: TAIYUAN_SOUTH });
    expect(ask('2021-02-11')).toMatchObject({ firstSaleDay: '2021-01-15', opensAt: null });
    expect(ask('2021-02-12')?.opensAt).toBe(instantAt('2021-01-29', '14:00'));
  });
});
