import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLeftTickets } from '../../src/upstream/left-ticket-answer.ts';
import { buildAnswer, buildRow, SUSPENDED } from './support/rows.ts';

const question = { pair: { from: 'TYV', to: 'CZF' }, travelDate: '2021-02-05' };
const parse = (json: unknown) => parseLeftTickets(json, question);
const signOf = (json: unknown) => {
  const answer = parse(json);
  return answer.kind === 'failure' ? answer.sign : answer.kind;
};

describe('an answer', () => {
  it('is all its rows, those of every station of the city under their own stations', () => {
    const answer = parse(
      buildAnswer([
        buildRow(),
        buildRow({ 7: 'CZF', 9: '16:52' }),
        buildRow({ ...SUSPENDED, 2: '27000D336100', 6: 'TNV', 7: 'CUF' }),
      ]),
    );
    expect(answer.kind === 'rows' && answer.rows.map((row) => `${row.origin}-${row.destination}`)).toEqual([
      'TYV-CBF',
      'TYV-CZF',
      'TNV-CUF',
    ]);
  });

  it('keeps two trains of one code apart by their train_no', () => {
    const answer = parse(buildAnswer([buildRow({ 2: '27000D336100' }), buildRow({ 2: '27000D336110' })]));
    expect(answer.kind === 'rows' && answer.rows.length).toBe(2);
  });

  it('keeps one of two equal rows, and refuses two that contradict each other', () => {
    const twice = parse(buildAnswer([buildRow({ 0: 'first' }), buildRow({ 0: 'second' })]));
    expect(twice.kind === 'rows' && twice.rows.length).toBe(1);
    expect(signOf(buildAnswer([buildRow(), buildRow({ 28: '13' })]))).toBe('rows-contradict');
  });

  it.each(['', [], ['', ' '], undefined, null])('may have %j for messages', (messages) => {
    expect(signOf(buildAnswer([buildRow()], { messages }))).toBe('rows');
  });

  it('without trains is empty, not a failure and not an answer', () => {
    expect(signOf(buildAnswer([]))).toBe('no-trains');
  });

  it('with one unreadable row is unreadable as a whole, and says which row and column', () => {
    const answer = parse(buildAnswer([buildRow(), buildRow({ 2: '28000K136514', 11: '预订' })]));
    expect(answer).toEqual({
      kind: 'failure',
      sign: 'rows-unreadable',
      seen: 'row 2 of 2, column 11: expected Y, N or IS_TIME_NOT_BUY, got "预订"',
    });
  });

  it.each([
    ['a rename', { status: false, c_url: 'leftTicket/queryZ', c_name: 'CLeftTicketUrl' }, 'renamed'],
    ['a rename to another place', { status: false, c_url: 'leftTicket/log' }, 'rename-elsewhere'],
    [
      'a rename to another host',
      { status: false, c_url: 'https://example.org/leftTicket/queryZ' },
      'rename-elsewhere',
    ],
    ['a rename out of its folder', { status: false, c_url: '../leftTicket/queryZ' }, 'rename-elsewhere'],
    [
      'a day outside the window, as until 2019',
      { status: true, httpstatus: 200, messages: ['选择的查询日期不在预售日期范围内'], validateMessages: {} },
      'outside-window',
    ],
    ['网络繁忙', { status: false, httpstatus: 200, messages: ['网络繁忙'] }, 'busy'],
    ['系统忙', { status: true, httpstatus: 200, messages: '系统忙，请稍后重试' }, 'busy'],
    ['系统繁忙', { status: true, httpstatus: 200, messages: ['系统繁忙，请稍后重试！'] }, 'busy'],
    ['查询失败', { status: true, httpstatus: 200, data: '', errorMsg: '查询失败' }, 'busy'],
    ['busy in spite of its empty list', buildAnswer([], { messages: ['系统忙'] }), 'busy'],
    ['anti-bot', { status: false, messages: ['您的网络可能存在问题，请重试'] }, 'anti-bot'],
    ['illegal', { status: false, messages: ['非法请求！'] }, 'illegal-request'],
    ['too fast', { status: false, messages: ['您的操作频率过快，请稍后再试！'] }, 'too-fast'],
    [
      'a message nobody has listed',
      { status: true, httpstatus: 200, messages: ['春节快乐'] },
      'unlisted-message',
    ],
    [
      'an unlisted message with an empty list',
      buildAnswer([], { messages: ['春节快乐'] }),
      'unlisted-message',
    ],
    ['an unlisted message beside rows', buildAnswer([buildRow()], { messages: ['春节快乐'] }), 'rows'],
    ['status false without a word', buildAnswer([buildRow()], { status: false }), 'inner-status'],
    ['an inner 500', buildAnswer([buildRow()], { httpstatus: 500 }), 'inner-status'],
    ['no httpstatus', { status: true, data: { result: [buildRow()] } }, 'json-shape'],
    ['no data', { status: true, httpstatus: 200, messages: '' }, 'json-shape'],
    [
      'data that is a list, as before 2017-05',
      buildAnswer([], { data: [{ queryLeftNewDTO: {} }] }),
      'json-shape',
    ],
    ['data without a result', buildAnswer([], { data: { flag: '1' } }), 'json-shape'],
    ['a result that is a text', buildAnswer([], { data: { result: 'x' } }), 'json-shape'],
    ['rows that are objects', buildAnswer([], { data: { result: [{}] } }), 'json-shape'],
    ['messages that are objects', buildAnswer([buildRow()], { messages: [{}] }), 'json-shape'],
    ['a status that is no boolean', buildAnswer([buildRow()], { status: 'yes' }), 'json-shape'],
    ['null', null, 'json-shape'],
    ['a list', [], 'json-shape'],
    ['a text', '无', 'json-shape'],
    ['a number', 0, 'json-shape'],
  ])('%s', (_name, json, sign) => {
    expect(signOf(json)).toBe(sign);
  });
});

describe('an answer to another question', () => {
  it('is known by its date: a train leaves its first station on the day asked, at most a week before elsewhere', () => {
    expect(signOf(buildAnswer([buildRow({ 13: '20210204' })]))).toBe('another-question');
    expect(signOf(buildAnswer([buildRow({ 13: '20210206' })]))).toBe('another-question');
    expect(signOf(buildAnswer([buildRow({ 4: 'BXP', 13: '20210203' })]))).toBe('rows');
    expect(signOf(buildAnswer([buildRow({ 4: 'BXP', 13: '20210126' })]))).toBe('another-question');
    expect(signOf(buildAnswer([buildRow({ 4: 'BXP', 13: '20210206' })]))).toBe('another-question');
  });

  it('is known by its cities, where the table of cities is at hand', () => {
    const cities: Record<string, string> = { TYV: '太原', TNV: '太原', CZF: '长治', CBF: '长治' };
    const isSameCity = (asked: string, found: string) => cities[asked] === cities[found];
    const ask = (row: string) => parseLeftTickets(buildAnswer([row]), { ...question, isSameCity }).kind;
    expect(ask(buildRow())).toBe('rows');
    expect(ask(buildRow({ 7: 'AOH' }))).toBe('failure');
    expect(ask(buildRow({ 6: 'BXP', 4: 'BXP' }))).toBe('failure');
  });
});

describe('whatever comes', () => {
  it('is read or refused, never thrown at', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(parse(json).kind).toMatch(/^(?:failure|renamed|rows)$/);
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.string()), fc.string(), (result, messages) => {
        expect(parse(buildAnswer(result, { messages })).kind).toBe('failure');
      }),
    );
  });
});
