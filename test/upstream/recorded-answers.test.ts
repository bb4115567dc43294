import { expect, it } from 'vitest';
import type { TrainRow } from '../../src/seats/schema.ts';
import { SEAT_CLASSES } from '../../src/seats/seat-classes.data.ts';
import { parseLeftTickets } from '../../src/upstream/left-ticket-answer.ts';
import { parseSeatToken } from '../../src/upstream/seat-cells.ts';
import { allRows, describeRecorded, readAnswer, readPriceVectors, rowsOf } from './support/recorded.ts';
import { buildAnswer, describeSeats, readRow, seatOf } from './support/rows.ts';

/** The rows of a whole answer, which must be readable. */
function readAll(json: unknown, from: string, to: string, travelDate: string): TrainRow[] {
  const answer = parseLeftTickets(json, { pair: { from, to }, travelDate });
  if (answer.kind !== 'rows') throw new Error(JSON.stringify(answer));
  return answer.rows;
}

const count = (rows: TrainRow[], state: TrainRow['saleState']) =>
  rows.filter((row) => row.saleState === state).length;

describeRecorded('Taiyuan to Changzhi in the Spring Festival rush, 2021-02-05', () => {
  const rows = readAll(readAnswer('2021-02-05_TYV-CZF'), 'TYV', 'CZF', '2021-02-05');
  const train = (code: string, destination: string) =>
    rows.find((row) => row.trainCode === code && row.destination === destination);

  it('has 22 rows: 14 suspended, 6 on sale, 2 sold out', () => {
    expect(rows).toHaveLength(22);
    expect(count(rows, 'suspended')).toBe(14);
    expect(count(rows, 'onSale')).toBe(6);
    expect(count(rows, 'soldOut')).toBe(2);
  });

  it('invents nothing for the suspended ones: no times, no seats, no sale start, the reason as it stands', () => {
    for (const row of rows.filter(({ saleState }) => saleState === 'suspended')) {
      expect(row).toMatchObject({
        departureTime: null,
        arrivalTime: null,
        durationMinutes: null,
        saleOpensAt: null,
        originDate: '2021-02-05',
        note: '列车运行图调整,暂停发售',
        seats: [],
      });
    }
  });

  it('G683: sold out, waitlist on, except for second class; prices in fen', () => {
    const row = train('G683', 'CUF');
    expect(row).toMatchObject({
      trainNo: '240000G68310',
      origin: 'TNV',
      departureTime: '15:46',
      arrivalTime: '16:58',
      durationMinutes: 72,
      saleState: 'soldOut',
      waitlist: true,
      note: '预订',
    });
    expect(row?.seats).toEqual([
      { seatClass: '9', availability: { kind: 'none' }, waitlist: true, priceFen: 32_900 },
      { seatClass: 'M', availability: { kind: 'none' }, waitlist: true, priceFen: 15_000 },
      { seatClass: 'O', availability: { kind: 'none' }, waitlist: false, priceFen: 9_500 },
    ]);
  });

  it.each(['CBF', 'CZF'])(
    'K903 to %s: soft sleeper 2, hard sleeper 14, hard seat plenty, standing none',
    (to) => {
      const row = train('K903', to);
      expect(row).toMatchObject({
        saleState: 'onSale',
        origin: 'TYV',
        departureTime: '11:11',
        waitlist: false,
      });
      expect(row?.seats).toEqual([
        { seatClass: '4', availability: { kind: 'count', count: 2 }, waitlist: false, priceFen: 13_250 },
        { seatClass: '3', availability: { kind: 'count', count: 14 }, waitlist: false, priceFen: 8_750 },
        { seatClass: '1', availability: { kind: 'plenty' }, waitlist: false, priceFen: 4_150 },
        { seatClass: 'W', availability: { kind: 'none' }, waitlist: false, priceFen: 4_150 },
      ]);
    },
  );

  it('keeps the two trains called D3361 apart', () => {
    expect(rows.filter((row) => row.trainCode === 'D3361').map((row) => row.trainNo)).toEqual([
      '27000D336100',
      '27000D336110',
    ]);
  });
});

describeRecorded('Quzhou to Hangzhou in the epidemic, 2020-03-01', () => {
  const rows = readAll(readAnswer('2020-03-01_QEH-HGH'), 'QEH', 'HGH', '2020-03-01');

  it('has 70 rows: 12 suspended and 6 with sales paused, 23 on sale, 29 sold out', () => {
    expect(rows).toHaveLength(70);
    expect(rows.filter((row) => row.note === '列车停运')).toHaveLength(12);
    expect(rows.filter((row) => row.note === '列车运行图调整,暂停发售')).toHaveLength(6);
    expect([count(rows, 'suspended'), count(rows, 'onSale'), count(rows, 'soldOut')]).toEqual([18, 23, 29]);
  });

  it('K740 left its first station two days before it is boarded', () => {
    expect(rows.find((row) => row.trainCode === 'K740')?.originDate).toBe('2020-02-28');
  });

  it('states no prices', () => {
    expect(new Set(rows.flatMap((row) => row.seats.map((seat) => seat.priceFen)))).toEqual(new Set([null]));
  });

  it('G7364: the waitlist is on, but for none of its classes', () => {
    const row = rows.find(({ trainCode }) => trainCode === 'G7364');
    expect(row?.waitlist).toBe(true);
    expect(row?.seats.map((seat) => seat.waitlist)).toEqual([false, false, false, false]);
  });
});

describeRecorded('the rows of 2019 and 2026', () => {
  it('Beijing to Lanzhou, 2019-05-18: 8 rows on sale, one of them for more than a day', () => {
    const rows = readAll(buildAnswer(rowsOf('2019-05-18_BJP-LZJ_rows')), 'BJP', 'LZJ', '2019-05-18');
    expect([rows.length, count(rows, 'onSale')]).toEqual([8, 8]);
    expect(rows.find((row) => row.trainCode === 'K885')?.durationMinutes).toBe(29 * 60 + 24);
    expect(rows.find((row) => row.trainCode === 'Z55')?.seats[0]).toMatchObject({
      seatClass: '6',
      availability: { kind: 'count', count: 11 },
    });
  });

  it('2026-10: a train without a letter, two not yet on sale, one sold out, one suspended', () => {
    const rows = rowsOf('2026-10_edge-cases').map(readRow);
    expect(rows.map((row) => `${row.trainCode} ${row.saleState}`)).toEqual([
      '1461 onSale',
      'G3 notYetOnSale',
      'Z281 soldOut',
      'G547 notYetOnSale',
      'G1025 suspended',
    ]);
    const [, g3] = rows;
    expect(g3 && describeSeats(g3)).toEqual([
      '9 notOnSale',
      'D notOnSale',
      'M notOnSale',
      'O notOnSale',
      'W notOnSale',
    ]);
    expect(g3 && seatOf(g3, 'D')?.priceFen).toBe(146_800);
    // 2026-10-10 12:45 in China, from field 55.
    expect(g3?.saleOpensAt).toBe(Date.UTC(2026, 9, 10, 4, 45));
  });

  it('an answer without trains is empty', () => {
    const question = { pair: { from: 'TNV', to: 'HGH' }, travelDate: '2026-10-24' };
    expect(parseLeftTickets(readAnswer('2026-10_no-result'), question)).toMatchObject({ sign: 'no-trains' });
  });
});

describeRecorded('every recorded row', () => {
  it('shows each filled cell as exactly one class, in the words of the cell', () => {
    const rows = allRows();
    expect(rows).toHaveLength(105);
    for (const { row: text } of rows) {
      const row = readRow(text);
      const filled = text
        .split('|')
        .slice(20, 34)
        .filter((token) => token !== '');
      expect(row.seats).toHaveLength(row.saleState === 'suspended' ? 0 : filled.length);
      for (const { seatClass, availability } of row.seats) {
        const token = text.split('|')[SEAT_CLASSES[seatClass].column ?? -1] ?? '';
        expect(availability).toEqual(parseSeatToken(token));
      }
    }
  });

  it('has the prices of field 39, class by class, in all 91 cells', () => {
    const texts = new Map(allRows().map(({ row }) => [row.split('|')[39], row]));
    const seen = readPriceVectors().flatMap(({ field39, decoded }) => {
      const text = texts.get(field39);
      if (text === undefined) return [];
      const row = readRow(text);
      return decoded.map((cell) => {
        const seat = seatOf(row, cell.standing ? 'W' : (cell.seat_code as 'O'));
        expect(seat?.priceFen, `${row.trainCode} ${cell.raw}`).toBe(Math.round(cell.price_yuan * 100));
        return cell;
      });
    });
    // 12 of the 24 vectors belong to rows that are at hand; `yp-info.test.ts` reads all 91 cells.
    expect(seen.length).toBeGreaterThanOrEqual(40);
  });
});
