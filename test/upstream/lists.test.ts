import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createUpstream } from '../../src/upstream/client.ts';
import { parseSaleTimeList } from '../../src/upstream/sale-time-list.ts';
import { parseStationList } from '../../src/upstream/station-list.ts';
import { initPage } from './support/raw-server.ts';

const OLD = "var station_names ='@bjb|北京北|VAP|beijingbei|bjb|0@tyn|太原南|TNV|taiyuannan|tyn|138';";
const NEW =
  "var station_names ='@bjb|北京北|VAP|beijingbei|bjb|0|0357|北京|||@tyn|太原南|TNV|taiyuannan|tyn|138|0405|太原|||';";

describe('station_name.js', () => {
  it('is read in its six-field form, without cities', () => {
    expect(parseStationList(OLD)).toEqual({
      kind: 'list',
      list: [
        { telecode: 'VAP', name: '北京北', pinyin: 'beijingbei', initials: 'bjb', city: null },
        { telecode: 'TNV', name: '太原南', pinyin: 'taiyuannan', initials: 'tyn', city: null },
      ],
    });
  });

  it('is read in its eleven-field form, with cities, wherever the @ stands', () => {
    const parsed = parseStationList(NEW);
    expect(parsed).toMatchObject({ list: [{ city: '北京' }, { telecode: 'TNV', city: '太原' }] });
  });

  it('keeps the inner blanks of a pseudo station', () => {
    const parsed = parseStationList("var station_names ='@cdd|成  都东|WEI|chengdudong|cdd|2202'");
    expect(parsed).toMatchObject({ list: [{ name: '成  都东' }] });
  });

  it.each([
    ["var station_names ='';", 'empty-list'],
    ["var station_names ='@';", 'empty-list'],
    ['', 'list-unreadable'],
    ['{"status":false}', 'list-unreadable'],
    [OLD.slice(0, -20), 'list-unreadable'],
    ["var station_names ='@bjb|北京北|VAP|beijingbei|bjb'", 'list-unreadable'],
    ["var station_names ='@bjb|北京北|VA|beijingbei|bjb|0'", 'list-unreadable'],
    ["var station_names ='@bjb||VAP|beijingbei|bjb|0'", 'list-unreadable'],
    ["var station_names ='@a|甲|AAA|jia|j|0@b|乙|AAA|yi|y|1'", 'list-unreadable'],
    ["var station_names ='@a|甲|AAA|jia|j|0@b|乙|BBB|yi|y|1@a|甲'", 'list-unreadable'],
  ])('%j is %s', (text, sign) => {
    expect(parseStationList(text)).toMatchObject({ kind: 'failure', sign });
  });

  it('never throws, whatever comes', () => {
    fc.assert(fc.property(fc.string(), (text) => ['list', 'failure'].includes(parseStationList(text).kind)));
  });
});

describe('a list of sale times', () => {
  it('is read in the form of qss.js', () => {
    expect(parseSaleTimeList('var citys = {\n\t\t"北京西":"08:00",\n "太原":"14:30"\n\n}\n')).toEqual({
      kind: 'list',
      list: [
        { telecode: null, name: '北京西', time: '08:00' },
        { telecode: null, name: '太原', time: '14:30' },
      ],
    });
  });

  it('is read in the form of queryAllCacheSaleTime, but for stations without a time', () => {
    const data = [
      { station_name: '太原南', station_telecode: 'TNV', sale_time: '1400' },
      { station_name: '某站', station_telecode: 'XXX', sale_time: '' },
    ];
    expect(parseSaleTimeList(JSON.stringify({ data }))).toEqual({
      kind: 'list',
      list: [{ telecode: 'TNV', name: '太原南', time: '14:00' }],
    });
  });

  it.each([
    ['var citys = {}', 'empty-list'],
    ['{"data":[]}', 'empty-list'],
    ['{"data":null}', 'list-unreadable'],
    ['{"status":true,"data":{}}', 'list-unreadable'],
    ['var citys = {"太原":"24:30"}', 'list-unreadable'],
    ['var citys = {"太原":"14:30"', 'list-unreadable'],
    ['var citys = {"太原":"14:30","太原":"15:30"}', 'list-unreadable'],
    ['{"data":[{"station_name":"太原","station_telecode":"TYV","sale_time":"2:30"}]}', 'list-unreadable'],
  ])('%j is %s', (text, sign) => {
    expect(parseSaleTimeList(text)).toMatchObject({ kind: 'failure', sign });
  });

  it('never throws, whatever comes', () => {
    fc.assert(fc.property(fc.string(), (text) => ['list', 'failure'].includes(parseSaleTimeList(text).kind)));
    fc.assert(fc.property(fc.json(), (text) => ['list', 'failure'].includes(parseSaleTimeList(text).kind)));
  });
});

describe('asking for the lists', () => {
  const HOST = 'https://kyfw.12306.cn';
  const QSS = '/otn/resources/js/query/qss.js';
  const JSON_LIST = '/index/otn/index12306/queryAllCacheSaleTime';
  const upstream = () => createUpstream({ baseUrl: HOST, userAgent: 'yupiao-test' });
  beforeEach(() => {
    nock.disableNetConnect();
    nock(HOST).get('/otn/leftTicket/init').reply(200, initPage());
  });
  afterEach(() => {
    nock.cleanAll();
    nock.enableNetConnect();
  });

  it('gives the stations, a byte order mark or not', async () => {
    nock(HOST).get('/otn/resources/js/framework/station_name.js').reply(200, `\uFEFF${OLD}`);
    const result = await upstream().fetchStationList();
    expect(result).toMatchObject({ outcome: 'ok', list: [{ telecode: 'VAP' }, { telecode: 'TNV' }] });
  });

  it.each([
    [200, '', 'empty-body'],
    [200, '<html>', 'html-body'],
    [200, "var station_names ='';", 'empty-list'],
    [403, '1', 'too-fast'],
    [502, '', 'server-error'],
  ])('tells HTTP %i %j as %s', async (status, body, sign) => {
    nock(HOST).get('/otn/resources/js/framework/station_name.js').reply(status, body);
    expect(await upstream().fetchStationList()).toMatchObject({ failure: { sign } });
  });

  it('asks for sale times in the script while that was kept up, and in the other list when it is empty', async () => {
    nock(HOST).get(QSS).reply(200, 'var citys = {"太原":"14:30"}');
    expect(await upstream().fetchSaleTimes('2021-01-13')).toMatchObject({ list: [{ name: '太原' }] });
    nock(HOST).get('/otn/leftTicket/init').reply(200, initPage());
    nock(HOST).get(QSS).reply(200, 'var citys = {}');
    nock(HOST).get(JSON_LIST).reply(302, '', { Location: '/otn/passport?redirect=/' });
    expect(await upstream().fetchSaleTimes('2021-01-13')).toMatchObject({ failure: { sign: 'empty-list' } });
  });

  it('asks only the new list once the script is no longer kept up, and takes its login wall as no refusal', async () => {
    nock(HOST).get(JSON_LIST).reply(302, '', { Location: '/otn/passport?redirect=/' });
    const result = await upstream().fetchSaleTimes('2026-10-01');
    expect(result).toMatchObject({ failure: { sign: 'login-wall' }, backOffMs: 0 });
  });
});

const RECORDED = join(import.meta.dirname, '..', '..', '..', 'shared', 'recorded');
const isAtHand = existsSync(RECORDED);

describe('the recorded lists', () => {
  if (!isAtHand) {
    it(`recorded answers are not at hand: ${RECORDED}`, () => {
      expect(isAtHand).toBe(false);
    });
    return;
  }
  const read = (file: string) => readFileSync(join(RECORDED, file), 'utf8').replace(/^\uFEFF/, '');

  it.each([
    ['stations/station_name_210101.js', 3_110],
    ['stations/station_name_2026-03.js', 3_364],
  ])('%s has %i stations, some of them twice', (file, count) => {
    const parsed = parseStationList(read(file));
    expect(parsed.kind === 'list' ? parsed.list.length : parsed).toBe(count);
  });

  it('qss_210101.js has 2793 sale times', () => {
    const parsed = parseSaleTimeList(read('timetable/qss_210101.js'));
    expect(parsed.kind === 'list' ? parsed.list.length : parsed).toBe(2_793);
  });
});
