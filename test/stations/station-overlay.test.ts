import { describe, expect, it } from 'vitest';
import { createCurrentStations } from '../../src/stations/current-stations.ts';
import { SALE_TIME_SOURCE } from '../../src/stations/sale-times.ts';
import type { StationListing } from '../../src/stations/schema.ts';
import { judgeList, type StationOverlay } from '../../src/stations/station-overlay.ts';
import { createStationTable } from '../../src/stations/station-table.ts';

const DAY = '2021-01-15';
const bundled = createStationTable([], DAY);
const LISTED: StationListing[] = bundled.listed().map((telecode) => {
  const { name, pinyin, initials } = bundled.byTelecode(telecode)!;
  return { telecode, name, pinyin, initials, city: null };
});
const NEW: StationListing = {
  telecode: 'QQQ',
  name: '演练新站',
  pinyin: 'yanlian',
  initials: 'ylxz',
  city: null,
};

function tableWith(overlay: Partial<StationOverlay>) {
  return createStationTable([], DAY, { stations: [], saleTimes: [], whose: "12306's", ...overlay });
}

describe('the station table under a newer list', () => {
  it('is the same table under the list it already knows', () => {
    const table = tableWith({ stations: [{ day: DAY, list: LISTED }] });
    expect(table.listed().sort()).toEqual(bundled.listed().sort());
    for (const { telecode } of LISTED)
      expect(table.byTelecode(telecode)).toEqual(bundled.byTelecode(telecode));
    expect(table.sameCity('TNV').map((one) => one.telecode)).toEqual(
      bundled.sameCity('TNV').map((one) => one.telecode),
    );
  });

  it('has a station that appears, by telecode, name and pinyin, in a city of its own', () => {
    const table = tableWith({ stations: [{ day: DAY, list: [...LISTED, NEW] }] });
    expect(table.byTelecode('QQQ')).toMatchObject({ name: '演练新站', city: '演练新站' });
    expect(table.byName('演练新站')?.telecode).toBe('QQQ');
    expect(table.search('yanlian', 1)[0]?.telecode).toBe('QQQ');
    expect(table.sameCity('QQQ')).toHaveLength(1);
  });

  it('keeps a station that vanishes for old data, bundled or not', () => {
    const without = LISTED.filter((one) => one.telecode !== 'QIK');
    const table = tableWith({
      stations: [
        { day: DAY, list: [...LISTED, NEW] },
        { day: '2021-01-18', list: without },
      ],
    });
    for (const telecode of ['QIK', 'QQQ']) {
      const station = table.byTelecode(telecode);
      expect(station?.telecode).toBe(telecode);
      expect(table.byName(station?.name ?? '')?.telecode).toBe(telecode);
      expect(table.listed()).not.toContain(telecode);
    }
  });

  it('finds a renamed station under both names, and shows the new one', () => {
    const renamed = LISTED.map((one) => (one.telecode === 'TNV' ? { ...one, name: '太原新南' } : one));
    const table = tableWith({ stations: [{ day: DAY, list: renamed }] });
    expect(table.byTelecode('TNV')).toMatchObject({ name: '太原新南', city: '太原' });
    expect(table.byName('太原南')?.telecode).toBe('TNV');
    expect(table.byName('太原新南')?.telecode).toBe('TNV');
  });

  it('gives a name to the station that is listed under it, not to the one that had it', () => {
    const moved = LISTED.filter((one) => one.telecode !== 'TNV').concat({ ...NEW, name: '太原南' });
    const table = tableWith({ stations: [{ day: DAY, list: moved }] });
    expect(table.byName('太原南')?.telecode).toBe('QQQ');
    expect(table.byTelecode('TNV')?.name).toBe('太原南');
  });

  it('takes the city of a list that has one', () => {
    const list = [...LISTED, { ...NEW, city: '太原' }];
    const table = tableWith({ stations: [{ day: DAY, list }] });
    expect(table.sameCity('TNV').map((one) => one.telecode)).toContain('QQQ');
  });

  it('finds 12306’s own characters: 磏 and 椑', () => {
    const table = createStationTable([
      { telecode: 'QAA', name: '\uE244石' },
      { telecode: 'QAB', name: '椑 木' },
    ]);
    expect(table.byName('磏石')?.telecode).toBe('QAA');
    expect(table.byName('\uE244  石')?.telecode).toBe('QAA');
    expect(tableWith({}).byName('\uE24D木')).toBeUndefined();
    const read = tableWith({ stations: [{ day: DAY, list: [...LISTED, { ...NEW, name: '椑木' }] }] });
    expect(read.byName('\uE24D木')?.telecode).toBe('QQQ');
  });
});

describe('sale times under newer lists', () => {
  const version = (day: string, until: string, time: string) => ({
    day,
    until,
    times: [{ telecode: 'HGH', time }],
  });

  it.each([
    // The bundled lists: 11:30, and 10:30 by 2021-01-27.
    [[], '2021-01-26', '11:30'],
    [[], '2021-01-27', '10:30'],
    // What was read decides from its day on …
    [[version('2021-01-20', '2021-01-20', '12:00')], '2021-01-19', '11:30'],
    [[version('2021-01-20', '2021-01-20', '12:00')], '2021-01-20', '12:00'],
    // … until a later bundled change,
    [[version('2021-01-20', '2021-01-20', '12:00')], '2021-01-27', '10:30'],
    // unless it was read unchanged after that.
    [[version('2021-01-20', '2021-01-28', '12:00')], '2021-01-27', '12:00'],
    [
      [version('2021-01-20', '2021-01-22', '12:00'), version('2021-01-23', '2021-01-23', '13:00')],
      '2021-01-22',
      '12:00',
    ],
    [
      [version('2021-01-20', '2021-01-22', '12:00'), version('2021-01-23', '2021-01-23', '13:00')],
      '2021-01-24',
      '13:00',
    ],
  ])('%j on %s: %s', (saleTimes, day, time) => {
    expect(tableWith({ saleTimes }).saleTimeOn('HGH', day)).toBe(time);
  });

  it('leave a station alone that a list does not have', () => {
    const table = tableWith({ saleTimes: [version('2021-01-13', '2021-01-20', '12:00')] });
    expect(table.saleTimeOn('TNV', '2021-01-14')).toBe('14:00');
    expect(table.saleTimeSourceOn('TNV', '2021-01-14')).toBe(SALE_TIME_SOURCE);
  });

  it('name the list they are from', () => {
    const table = tableWith({ saleTimes: [version('2021-01-13', '2021-01-20', '12:00')] });
    expect(table.saleTimeSourceOn('HGH', '2021-01-14')).toBe(
      "12306's list of sale times as read on 2021-01-13",
    );
    expect(table.saleTimeSourceOn('HGH', '2021-01-12')).toBe(SALE_TIME_SOURCE);
  });
});

describe('a list that may replace the one in use', () => {
  const known = Array.from({ length: 100 }, (_, index) => `S${index}`);
  const first = (count: number) => new Set(known.slice(0, count));

  it.each([
    [first(100), null],
    [first(90), null],
    [first(89), 'short-list'],
    [first(0), 'empty-list'],
    [new Set(['X', ...first(90)]), null],
    [new Set(Array.from({ length: 200 }, (_, index) => `X${index}`)), 'short-list'],
  ])('%#: %s', (found, sign) => {
    expect(judgeList(found, known)?.sign ?? null).toBe(sign);
  });
});

describe('the stations in use', () => {
  it('are those of the table that was swapped in last, in the same hands', () => {
    const current = createCurrentStations(bundled);
    const { table } = current;
    expect(table.byTelecode('QQQ')).toBeUndefined();
    current.swap(tableWith({ stations: [{ day: DAY, list: [...LISTED, NEW] }] }));
    expect(table.byTelecode('QQQ')?.name).toBe('演练新站');
    expect(table.listed()).toContain('QQQ');
    expect(table.search('演练', 5)).toHaveLength(1);
    expect(table.sameCity('QQQ')).toHaveLength(1);
    expect(table.byName('演练新站')?.telecode).toBe('QQQ');
    expect(table.saleTimeOn('TNV', DAY)).toBe('14:00');
    expect(table.saleTimeSourceOn('TNV', DAY)).toBe(SALE_TIME_SOURCE);
  });
});
