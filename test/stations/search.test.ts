import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/errors.ts';
import { englishName } from '../../src/stations/english-name.ts';
import { resolveStation } from '../../src/stations/resolve-station.ts';
import { readStationFacts } from '../../src/stations/station-facts.ts';
import { editDistance } from '../../src/stations/station-names.ts';
import { createStationTable } from '../../src/stations/station-table.ts';

const table = createStationTable();
const namesFor = (text: string, limit = 10): string[] => table.search(text, limit).map(({ name }) => name);
const anyStation = fc.constantFrom(
  ...readStationFacts().stations.filter(({ name, lists }) => lists !== '2021' && !/\s/.test(name)),
);

describe('a search for stations', () => {
  it.each([
    ['太原', ['太原', '太原东', '太原南', '太原北']],
    ['太原火车站', ['太原']],
    ['tyn', ['太原南']],
    ['taiyuannan', ['太原南']],
    ['Tai Yuan Nan', ['太原南']],
    ['Taiyuan South', ['太原南']],
    ['taiyuan south station', ['太原南']],
    ["Xi'an North", ['西安北']],
    ['TNV', ['太原南']],
    ['tnv', ['太原南']],
    ['taiyuan', ['太原', '太原东', '太原南']],
    ['长治', ['长治', '长治南', '长治北', '长治东']],
    ['bj', ['北京']],
    ['xian', ['西安']],
    ["xi'an", ['西安']],
    ['余杭', ['临平南']],
  ])('%s gives %j first', (text, names) => {
    expect(namesFor(text).slice(0, names.length)).toEqual(names);
  });

  it('finds a part of a name and the other stations of a city', () => {
    expect(namesFor('虹桥')).toContain('上海虹桥');
    expect(namesFor('太原', 50)).toContain('汾河');
  });

  it('guesses one or two slips away, only when nothing fits', () => {
    expect(namesFor('太原男')).toContain('太原南');
    expect(namesFor('taiyaunnan')[0]).toBe('太原南');
    expect(namesFor('zzzz')).toEqual([]);
    expect(namesFor('男')).toEqual([]);
  });

  it.each(['', '   ', '站'.repeat(40), '𠮷'.repeat(20), '[(*+?\\', '%', '\u0000'])(
    'for %j breaks nothing',
    (text) => {
      expect(() => table.search(text, 5)).not.toThrow();
    },
  );

  it('gives nothing for nothing, and never more than asked', () => {
    expect(table.search('  ', 10)).toEqual([]);
    expect(table.search('南', 3)).toHaveLength(3);
    expect(table.search('南', 0)).toEqual([]);
  });

  it('finds every station first by its telecode and its name, and among the first by its pinyin', () => {
    fc.assert(
      fc.property(anyStation, ({ telecode, name, pinyin }) => {
        expect(table.search(telecode, 1)[0]?.telecode).toBe(telecode);
        expect(table.search(name, 1)[0]?.telecode).toBe(telecode);
        const homophones = table.search(pinyin, 20).filter((station) => station.pinyin === pinyin);
        expect(homophones.map((station) => station.telecode)).toContain(telecode);
      }),
    );
  });
});

describe('the station a person means', () => {
  it.each(['TNV', 'tnv', ' TNV ', '太原南', '太原南站', '太 原南'])('is 太原南 by %j', (text) => {
    expect(resolveStation(table, text).telecode).toBe('TNV');
  });

  it.each([
    ['Taiyuannan', '太原南'],
    ['TAIYUANNAN', '太原南'],
    ['Taiyuan South', '太原南'],
    ['taiyuan-south railway station', '太原南'],
    ['Taiyuan South Station', '太原南'],
    ['Taiyuan', '太原'],
    ['Beijing West', '北京西'],
    ['Shijiazhuang North', '石家庄北'],
    ['Yantai East', null],
    // Two stations each: 榆林 and 玉林; nobody can tell which is meant.
    ['Yulin', null],
    ['South', null],
    ['', null],
  ])('by the English name %j is %s', (text, name) => {
    expect(table.byEnglishName(text)?.name ?? null).toBe(name);
  });

  it('is refused with all of them near, where several are written so', () => {
    expect(() => resolveStation(table, 'Yulin', 'from')).toThrow(/near: .*榆林 .*玉林|near: .*玉林 .*榆林/);
  });

  it('has the English name of every listed station, or one that others share', () => {
    fc.assert(
      fc.property(anyStation, (station) => {
        const found = table.byEnglishName(englishName(station));
        if (found !== undefined) expect(found.telecode).toBe(station.telecode);
        else expect(table.search(station.pinyin, 50).length).not.toBe(1);
      }),
    );
  });

  it('is unknown under a misspelt name, with near matches and the field named', () => {
    const ask = () => resolveStation(table, '太原男', 'from');
    expect(ask).toThrow(InputError);
    expect(ask).toThrow(/^from: expected a station .* got 太原男 \(near: .*太原南 \(TNV\)/);
  });

  it('is unknown without a hint where nothing comes near', () => {
    expect(() => resolveStation(table, 'zzzz')).toThrow(/got zzzz$/);
  });
});

describe('the edit distance', () => {
  it.each([
    ['kitten', 'sitting', 3],
    ['', 'abc', 3],
    ['太原男', '太原南', 1],
    ['same', 'same', 0],
  ])('between %j and %j is %d', (one, other, distance) => {
    expect(editDistance(one, other)).toBe(distance);
    expect(editDistance(other, one)).toBe(distance);
  });
});
