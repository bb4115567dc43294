import { describe, expect, it } from 'vitest';
import { instantAt } from '../../src/calendar/china-time.ts';
import { buildRow, describeSeats, faultOf, NO_SEATS, readRow, SUSPENDED, seatOf } from './support/rows.ts';

describe('a row of an answer', () => {
  it('is one train between two of its stations with all it says', () => {
    expect(readRow(buildRow({ 55: '202101071430' }))).toEqual({
      trainNo: '270000K90324',
      trainCode: 'K903',
      start: 'TYV',
      end: 'XKS',
      origin: 'TYV',
      destination: 'CBF',
      originDate: '2021-02-05',
      departureTime: '11:11',
      arrivalTime: '16:20',
      durationMinutes: 309,
      saleState: 'onSale',
      saleOpensAt: instantAt('2021-01-07', '14:30'),
      waitlist: true,
      note: '预订',
      seats: [
        { seatClass: '4', availability: { kind: 'count', count: 2 }, waitlist: false, priceFen: 13_250 },
        { seatClass: '3', availability: { kind: 'count', count: 14 }, waitlist: false, priceFen: 8_750 },
        { seatClass: '1', availability: { kind: 'plenty' }, waitlist: false, priceFen: 4_150 },
        { seatClass: 'W', availability: { kind: 'none' }, waitlist: false, priceFen: 4_150 },
      ],
    });
  });

  it.each([36, 37, 39, 46, 47, 48, 49, 57, 58, 70])('may have %i columns', (width) => {
    const row = readRow(buildRow({}, width));
    expect(describeSeats(row)).toEqual(['4 count 2', '3 count 14', '1 plenty', 'W none']);
    expect(row.waitlist).toBe(width > 37 ? true : null);
    expect(seatOf(row, '3')?.priceFen).toBe(width > 39 ? 8_750 : null);
  });

  it.each([0, 1, 20, 35])('cannot be read with %i columns', (width) => {
    const text = buildRow().split('|').slice(0, width).join('|');
    expect(faultOf(text).expected).toContain('36 columns');
  });

  it('may have no letter before its number, and a train_no with letters, lower case and a slash', () => {
    expect(readRow(buildRow({ 3: '1461', 2: '5l0000G214D0' })).trainCode).toBe('1461');
    expect(readRow(buildRow({ 2: '5l000/G214D0' })).trainNo).toBe('5l000/G214D0');
  });

  it('may be under way for more than a day, and since an earlier date', () => {
    const row = readRow(buildRow({ 8: '23:43', 9: '05:07', 10: '29:24', 13: '20210203' }));
    expect(row).toMatchObject({ durationMinutes: 1764, originDate: '2021-02-03' });
  });

  it.each([
    ['24:00', '24:00', '99:59'],
    ['----', '----', '----'],
    ['-----', '--', '-----'],
  ])('withholds its times with %s %s %s', (departure, arrival, duration) => {
    expect(readRow(buildRow({ 8: departure, 9: arrival, 10: duration }))).toMatchObject({
      departureTime: null,
      arrivalTime: null,
      durationMinutes: null,
    });
  });

  it.each([
    [2, ''],
    [2, '预订'],
    [3, ''],
    [3, 'K90324567'],
    [3, '候补'],
    [4, 'TY'],
    [5, ''],
    [6, '太原'],
    [7, 'cbf'],
    [8, ''],
    [8, '25:11'],
    [9, '9:11'],
    [10, 'x'],
    [10, '05:61'],
    [11, ''],
    [11, 'X'],
    [13, '2021-02-05'],
    [13, '20210229'],
    [13, ''],
    [19, '预订'],
    [20, 'IS_TIME_NOT_BUY'],
    [29, '304010W0'],
    [31, '有\n'],
    [34, 'OM9'],
    [35, '304010W0'],
    [36, 'OM9'],
    [37, 'Y'],
    [38, '3008750014'],
    [39, '300875001'],
    [55, '2021010714'],
    [55, '202102291430'],
    [55, '202101072530'],
  ])('is unreadable when column %i is "%s", and says so', (column, text) => {
    expect(faultOf(buildRow({ [column]: text })).column).toBe(column);
  });

  it('names what was expected and what came, shortened', () => {
    const fault = faultOf(buildRow({ 11: `sold${'!'.repeat(500)}` }));
    expect(fault.expected).toBe('Y, N or IS_TIME_NOT_BUY');
    expect(fault.got.length).toBeLessThan(40);
  });

  it('is unreadable when a column is missing or doubled before the prices', () => {
    const columns = buildRow().split('|');
    for (let place = 0; place < 40; place += 1) {
      expect(faultOf(columns.toSpliced(place, 1).join('|')), `column ${place} missing`).toBeDefined();
      expect(faultOf(columns.toSpliced(place, 0, '').join('|')), `column ${place} doubled`).toBeDefined();
    }
  });

  it('reads a literal null as an empty column', () => {
    expect(readRow(buildRow({ 0: 'null', 38: 'null' })).waitlist).toBe(true);
  });
});

describe('the state of a row', () => {
  const notBuyable = { 11: 'IS_TIME_NOT_BUY' };
  const stars = { 23: '*', 26: '*', 28: '*', 29: '*' };
  const nothing = { 23: '无', 26: '无', 28: '无', 29: '无' };
  it.each([
    ['Y', {}, 'onSale'],
    ['N, nothing left', { 11: 'N', ...nothing }, 'soldOut'],
    ['N, yet something left: the row contradicts itself', { 11: 'N' }, 'unknown'],
    ['a sale start at a full hour', { ...notBuyable, ...stars, 1: '14点起售' }, 'notYetOnSale'],
    [
      'a sale start with minutes',
      { ...notBuyable, ...stars, 1: '12点45分起售', 40: '4@12@45@' },
      'notYetOnSale',
    ],
    ['a sale start with tags', { ...notBuyable, ...stars, 1: '01月28日<br/>14点起售' }, 'notYetOnSale'],
    ['a sale start in field 40 only', { ...notBuyable, ...stars, 1: '', 40: '4@12@45@' }, 'notYetOnSale'],
    ['night, something left', { ...notBuyable, 1: '23:00-06:00系统维护时间' }, 'onSale'],
    ['night, nothing left', { ...notBuyable, ...nothing, 1: '23:00-06:00系统维护时间' }, 'soldOut'],
    ['night, not yet on sale', { ...notBuyable, ...stars, 1: '01:00-05:00系统维护时间' }, 'notYetOnSale'],
    ['night, a word nobody knows', { ...notBuyable, ...nothing, 23: '售完?', 1: '系统维护时间' }, 'unknown'],
    ['night, no cells', { ...notBuyable, ...NO_SEATS, 1: '系统维护时间' }, 'unknown'],
    ['restricted sale', { ...notBuyable, 1: '暂售' }, 'onSale'],
    ['suspended by field 40, field 19 and text', SUSPENDED, 'suspended'],
    ['suspended before 2021', { ...SUSPENDED, 1: '列车停运', 40: '' }, 'suspended'],
    ['suspended by field 19 and times alone', { ...SUSPENDED, 1: '', 40: '' }, 'suspended'],
    ['suspended by field 40 alone', { ...notBuyable, 40: '2@列车停运' }, 'suspended'],
    ['suspended and buyable: the row contradicts itself', { 1: '列车停运' }, 'unknown'],
    ['a text nobody knows', { ...notBuyable, 1: '敬请期待' }, 'unknown'],
    ['not buyable without a reason', { ...notBuyable }, 'unknown'],
  ])('%s', (_name, changes: Record<number, string>, state) => {
    expect(readRow(buildRow(changes)).saleState).toBe(state);
  });

  it('suspended: no times, no seats, nothing invented', () => {
    expect(readRow(buildRow(SUSPENDED))).toMatchObject({
      departureTime: null,
      arrivalTime: null,
      durationMinutes: null,
      originDate: '2021-02-05',
      waitlist: false,
      note: '列车运行图调整,暂停发售',
      seats: [],
    });
  });

  it('suspended with its cells still filled: each class is suspended, none is sold out', () => {
    const row = readRow(buildRow({ 11: 'IS_TIME_NOT_BUY', 1: '列车停运' }));
    expect(describeSeats(row)).toEqual(['4 suspended', '3 suspended', '1 suspended', 'W suspended']);
  });

  it('not yet on sale: whatever number the cells hold, it cannot be had', () => {
    const row = readRow(buildRow({ 11: 'IS_TIME_NOT_BUY', 1: '14点起售', 28: '*', 29: '售完?' }));
    expect(describeSeats(row)).toEqual(['4 notOnSale', '3 notOnSale', '1 unknown 售完?', 'W notOnSale']);
  });

  it('unknown: every cell is unknown with its word', () => {
    const row = readRow(buildRow({ 11: 'IS_TIME_NOT_BUY', 1: '敬请期待' }));
    expect(describeSeats(row)).toEqual(['4 unknown 2', '3 unknown 14', '1 unknown 有', 'W unknown 无']);
  });
});

describe('the sale start of a row', () => {
  const opensAt = (changes: Record<number, string>) =>
    readRow(buildRow({ 13: '20210209', ...changes })).saleOpensAt;

  it('is field 55 where there is one, even once it is on sale', () => {
    expect(opensAt({ 55: '202101111400' })).toBe(instantAt('2021-01-11', '14:00'));
  });

  it('is the text where it states month and day, in the year before New Year if need be', () => {
    expect(opensAt({ 1: '01月11日14点起售' })).toBe(instantAt('2021-01-11', '14:00'));
    expect(opensAt({ 1: '1月9日<br/>12点45分起售' })).toBe(instantAt('2021-01-09', '12:45'));
    expect(opensAt({ 1: '12月28日14点起售' })).toBe(instantAt('2020-12-28', '14:00'));
    expect(opensAt({ 1: '01月11日24点起售' })).toBe(instantAt('2021-01-12', '00:00'));
  });

  it.each(['14点起售', '12点45分起售', '02月30日14点起售', '01月11日25点起售', '预订', ''])(
    'is not known from "%s"',
    (text) => {
      expect(opensAt({ 1: text, 40: '4@14@00@' })).toBeNull();
    },
  );
});

describe('the waitlist', () => {
  const soldOut = { 11: 'N', 23: '无', 26: '无', 28: '无', 29: '无' };
  const waitlists = (changes: Record<number, string>, width = 58) =>
    readRow(buildRow({ ...soldOut, ...changes }, width)).seats.map((seat) => seat.waitlist);

  it('is open for what is sold out, never for standing room', () => {
    expect(waitlists({})).toEqual([true, true, true, false]);
  });

  it('is closed for the classes of field 38', () => {
    expect(waitlists({ 38: '41' })).toEqual([false, true, false, false]);
  });

  it('is closed for the train when its flag is off', () => {
    expect(waitlists({ 37: '0' })).toEqual([false, false, false, false]);
  });

  it('is not known where the answer has no such column or the flag is no flag we know', () => {
    expect(waitlists({}, 37)).toEqual([null, null, null, null]);
    expect(waitlists({ 37: '' })).toEqual([null, null, null, null]);
    expect(waitlists({ 37: '7' })).toEqual([null, null, null, null]);
    expect(waitlists({}, 38)).toEqual([null, null, null, false]);
  });

  it('is closed for what can be bought, and not known for what is not known', () => {
    expect(waitlists({ 11: 'Y', 28: '3', 29: '售完?' })).toEqual([true, false, null, false]);
  });
});
