import { describe, expect, it } from 'vitest';
import { readStationFacts } from '../../src/stations/station-facts.ts';
import { createStationTable } from '../../src/stations/station-table.ts';

const table = createStationTable();
const tableOf2021 = createStationTable([], '2021-01-12');

describe('the station facts', () => {
  const { stations, namesIn2021, saleTimeChanges } = readStationFacts();

  it('have every telecode once, sorted, and nothing half-filled', () => {
    const telecodes = stations.map(({ telecode }) => telecode);
    expect(telecodes).toEqual([...new Set(telecodes)].sort());
    for (const { telecode, name, pinyin, initials, city, lists } of stations) {
      expect(telecode).toMatch(/^[A-Z]{3}$/);
      expect(name, telecode).toMatch(/^\p{Script=Han}[\p{Script=Han} ]*$/u);
      expect(`${pinyin} ${initials}`, telecode).toMatch(/^[a-z]+ [a-z]+$/);
      expect(city, telecode).toMatch(/^\p{Script=Han}+$/u);
      expect(['2021', '2026', 'both'], telecode).toContain(lists);
    }
  });

  it('hold as many stations as the two lists: 3,110 in 2021, 3,364 in 2026, 46 renamed between', () => {
    expect(stations.filter(({ lists }) => lists !== '2026')).toHaveLength(3_110);
    expect(stations.filter(({ lists }) => lists !== '2021')).toHaveLength(3_364);
    expect(namesIn2021.size).toBe(46);
  });

  it('have sale times between 07:00 and 19:00 on the quarter of an hour', () => {
    const times = stations.flatMap(({ saleTime2021, saleTime2026 }) => [saleTime2021, saleTime2026]);
    for (const time of [...times, ...saleTimeChanges.map((change) => change.time)]) {
      if (time !== null) expect(time).toMatch(/^(0[7-9]|1[0-8]):(00|15|30|45)$/);
    }
  });
});

describe('the station table', () => {
  it.each([
    ['TNV', '太原南'],
    ['HGH', '杭州东'],
    ['HZH', '杭州'],
    ['NKH', '南京南'],
    ['CUF', '长治东'],
    ['QEH', '衢州'],
    ['AOH', '上海虹桥'],
  ])('knows %s as %s, both ways', (telecode, name) => {
    expect(table.byTelecode(telecode)?.name).toBe(name);
    expect(table.byName(name)?.telecode).toBe(telecode);
    expect(table.byName(`${name}站`)?.telecode).toBe(telecode);
  });

  it('calls a station by its name of the day: 余杭 in January 2021, 临平南 since', () => {
    expect(tableOf2021.byTelecode('EVH')?.name).toBe('余杭');
    expect(table.byTelecode('EVH')).toMatchObject({ name: '临平南', pinyin: 'linpingnan' });
    expect(table.byName('余杭')?.telecode).toBe('EVH');
    expect(tableOf2021.byName('临平南')?.telecode).toBe('EVH');
  });

  it('gives a name that moved to another station to the one that has it that day', () => {
    expect(tableOf2021.byName('宜宾')?.telecode).toBe('YBW');
    expect(table.byName('宜宾')?.telecode).toBe('YKE');
    expect(tableOf2021.byName('抚顺')?.telecode).toBe('FST');
    expect(table.byName('抚顺')?.telecode).toBe('FET');
  });

  it.each([
    ['EII', '济南西', 'JGK'],
    ['WEI', '成都东', 'ICW'],
    ['EMS', '厦门', 'XMS'],
  ])('knows the pseudo station %s but never lets it stand for %s', (pseudo, name, real) => {
    expect(tableOf2021.byTelecode(pseudo)).toBeDefined();
    expect(tableOf2021.byName(name)?.telecode).toBe(real);
    expect(tableOf2021.search(name, 50).map(({ telecode }) => telecode)).not.toContain(pseudo);
    expect(tableOf2021.sameCity(real).map(({ telecode }) => telecode)).not.toContain(pseudo);
  });

  it('reads a name through the blanks someone put into it', () => {
    expect(table.byName('成  都东')?.telecode).toBe('ICW');
    expect(table.byName(' 太原 南 ')?.telecode).toBe('TNV');
  });

  it.each([
    ['TNV', ['TYV', 'TNV', 'TDV', 'TBV']],
    ['CZF', ['CZF', 'CBF', 'CUF', 'CAF']],
    ['BXP', ['BJP', 'BXP', 'VNP', 'FTP', 'VAP', 'IFP', 'QIP']],
    ['HGH', ['HGH', 'HZH', 'XHH', 'HVU']],
  ])('puts the stations of the city of %s together', (telecode, members) => {
    const city = table.sameCity(telecode).map((station) => station.telecode);
    expect(city).toEqual(expect.arrayContaining(members));
    expect(new Set(city).size).toBe(city.length);
  });

  it('counts every real station to exactly one city, itself included', () => {
    for (const { telecode, name } of readStationFacts().stations) {
      if (/\s/.test(name)) continue;
      const city = table.sameCity(telecode);
      expect(city.some((station) => station.telecode === telecode)).toBe(true);
      expect(table.sameCity(city[0]!.telecode)).toEqual(city);
    }
  });

  it('knows nothing of a telecode nobody has', () => {
    expect(table.byTelecode('QQQ')).toBeUndefined();
    expect(table.byName('不存在')).toBeUndefined();
    expect(table.sameCity('QQQ')).toEqual([]);
    expect(table.saleTimeOn('QQQ', '2021-01-13')).toBeNull();
  });

  it('takes up stations that an answer named and the lists do not have', () => {
    const extended = createStationTable([
      { telecode: 'QQQ', name: '新站东' },
      { telecode: 'TNV', name: '太原南' },
      { telecode: 'HGH', name: '杭州新东' },
    ]);
    expect(extended.byName('新站东')?.telecode).toBe('QQQ');
    expect(extended.sameCity('QQQ').map(({ telecode }) => telecode)).toEqual(['QQQ']);
    expect(extended.byTelecode('HGH')?.name).toBe('杭州东');
    expect(extended.byName('杭州新东')?.telecode).toBe('HGH');
    expect(table.byTelecode('QQQ')).toBeUndefined();
  });
});

describe('the sale time of a station', () => {
  // PROTOCOL.md section 5, from qss.js and 197 dated station tables.
  it.each([
    ['TNV', '2019-12-01', '14:00'],
    ['TNV', '2021-01-13', '14:00'],
    ['TNV', '2025-06-09', '14:00'],
    ['TNV', '2025-06-10', '14:15'],
    ['TYV', '2026-01-30', '14:30'],
    ['TDV', '2021-01-13', '15:00'],
    ['HGH', '2021-01-26', '11:30'],
    ['HGH', '2021-01-27', '10:30'],
    ['HGH', '2025-06-10', '10:45'],
    ['HZH', '2021-02-01', '10:30'],
    ['NKH', '2021-01-13', '08:00'],
    ['NJH', '2025-06-10', '08:15'],
    ['SHH', '2021-01-13', '14:30'],
    ['AOH', '2025-06-10', '13:45'],
    ['TJP', '2021-01-13', '13:30'],
    ['TXP', '2021-05-31', '15:00'],
    ['QDK', '2021-01-13', '09:30'],
    ['BJP', '2021-01-13', '10:00'],
    ['BXP', '2021-01-13', '08:00'],
    ['VNP', '2021-01-13', '12:30'],
    ['IZQ', '2021-01-28', '09:30'],
    ['IZQ', '2021-02-05', '13:00'],
    ['IZQ', '2021-02-09', '10:00'],
  ])('%s on %s was %s', (telecode, day, time) => {
    expect(table.saleTimeOn(telecode, day)).toBe(time);
  });

  it.each([
    ['TNV', '2019-11-30', 'before the first list'],
    ['SJP', '2020-12-31', 'before the first list with it'],
    ['BUI', '2025-12-31', 'of a newer station before the list of 2026-01-30'],
    ['FST', '2022-01-01', 'of a station that closed'],
    ['EII', '2021-01-13', 'of a pseudo station'],
  ])('%s on %s is not known: %s', (telecode, day) => {
    expect(table.saleTimeOn(telecode, day)).toBeNull();
  });
});
