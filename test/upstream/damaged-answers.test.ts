import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrainRow } from '../../src/seats/schema.ts';
import { classifyResponse } from '../../src/upstream/classify-response.ts';
import { parseLeftTickets } from '../../src/upstream/left-ticket-answer.ts';
import { parseLeftTicketRow } from '../../src/upstream/left-ticket-row.ts';
import { allRows, RECORDED_AT_HAND, readText } from './support/recorded.ts';
import { buildAnswer, buildRow, SUSPENDED } from './support/rows.ts';

const question = { pair: { from: 'TYV', to: 'CZF' }, travelDate: '2021-02-05' };
const asked = { url: 'http://12306.test/otn/leftTicket/query?x', otnRoot: 'http://12306.test/otn/' };

const ROWS = RECORDED_AT_HAND
  ? allRows().map(({ row }) => row)
  : [buildRow(), buildRow(SUSPENDED), buildRow({ 11: 'N', 23: '无', 28: '无', 29: '无' })];
const BODY = RECORDED_AT_HAND
  ? readText('2021-02-05_TYV-CZF')
  : JSON.stringify(buildAnswer([buildRow(), buildRow({ ...SUSPENDED, 2: '27000D336100' })]));

/** What the client makes of a body, from the HTTP response to the rows. */
function readBody(body: string): TrainRow[] | string {
  const response = { status: 200, location: null, contentType: 'application/json;charset=UTF-8', body };
  const verdict = classifyResponse(response, asked, 'json');
  if (verdict.kind !== 'json') return verdict.kind === 'failure' ? verdict.sign : verdict.kind;
  const answer = parseLeftTickets(verdict.value, question);
  return answer.kind === 'rows' ? answer.rows : answer.kind === 'failure' ? answer.sign : answer.kind;
}

/** The classes of a row that count as sold out. */
function soldOut(row: TrainRow | undefined): string[] {
  const seats = row?.seats ?? [];
  return seats.filter((seat) => seat.availability.kind === 'none').map((seat) => seat.seatClass);
}

function soldOutIn(text: string): string[] {
  const parsed = parseLeftTicketRow(text);
  return 'row' in parsed ? soldOut(parsed.row) : [];
}

/** The two words that do mean "none". */
const LISTED = /^(?:无|0)$/;

if (!RECORDED_AT_HAND) {
  it('recorded answers are not at hand: ../shared/recorded/left-ticket; rows of our own are damaged instead', () => {
    expect(ROWS).toHaveLength(3);
  });
}

describe('a damaged answer', () => {
  it('cut off at any character is a failure', () => {
    expect(readBody(BODY)).toBeInstanceOf(Array);
    const whole = BODY.trimEnd();
    for (let length = 0; length < whole.length; length += 1) {
      expect(['empty-body', 'broken-json']).toContain(readBody(whole.slice(0, length)));
    }
  });

  it('cut off at any byte is a failure', () => {
    const bytes = Buffer.from(BODY.trimEnd(), 'utf8');
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), (length) => {
        expect(typeof readBody(bytes.subarray(0, length).toString('utf8'))).toBe('string');
      }),
      { numRuns: 500 },
    );
  });

  it('with a byte changed is unreadable, or has no row less and no class newly sold out', () => {
    const before = readBody(BODY) as TrainRow[];
    fc.assert(
      fc.property(
        fc.nat({ max: BODY.length - 1 }),
        fc.constantFrom('x', '候', '?', '7', ' '),
        (place, text) => {
          const after = readBody(BODY.slice(0, place) + text + BODY.slice(place + 1));
          if (typeof after === 'string') return;
          expect(after).toHaveLength(before.length);
          for (const [index, row] of after.entries()) {
            const known = soldOut(before[index]);
            for (const seatClass of soldOut(row)) expect(known).toContain(seatClass);
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('a row with one column set to something else', () => {
  const garbage = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom(
      '候补',
      '售完?',
      '--',
      '',
      'null',
      'undefined',
      'NaN',
      '-1',
      '无票',
      '有',
      '*',
      '7',
      '330',
      'N',
      'Y',
      'OM9',
    ),
    fc.constantFrom(
      '24:00',
      '99:59',
      'IS_TIME_NOT_BUY',
      '20991231',
      'O0M090',
      'O009500000',
      '1',
      '<b>无</b>',
      '２０',
    ),
  );

  it('is unreadable, or no class of it is newly sold out', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ROWS), fc.nat({ max: 57 }), garbage, (row, column, text) => {
        fc.pre(!text.includes('|') && !LISTED.test(text));
        const columns = row.split('|');
        fc.pre(column < columns.length);
        const before = soldOutIn(row);
        for (const seatClass of soldOutIn(columns.with(column, text).join('|'))) {
          expect(before, `column ${column} set to "${text}"`).toContain(seatClass);
        }
      }),
      { numRuns: 5_000 },
    );
  });

  it('with a seat cell in any unlisted word is unknown in that class and unchanged in all others', () => {
    const words = ['候补', '售完?', '--', '無', '有票', '00', '-3', '１'];
    for (const row of ROWS) {
      const columns = row.split('|');
      const filled = columns.flatMap((text, column) =>
        column >= 20 && column <= 33 && text !== '' ? [column] : [],
      );
      for (const column of filled) {
        for (const word of words) {
          const parsed = parseLeftTicketRow(columns.with(column, word).join('|'));
          const seats = 'row' in parsed ? parsed.row.seats : [];
          const unknown = seats.filter((seat) => seat.availability.kind === 'unknown');
          expect(unknown.map((seat) => seat.availability)).toEqual([{ kind: 'unknown', raw: word }]);
          expect(seats).toHaveLength(filled.length);
        }
      }
    }
  });

  it('with a column missing or too many is unreadable, or no class of it is newly sold out', () => {
    for (const row of ROWS) {
      const before = soldOutIn(row);
      const columns = row.split('|');
      for (let place = 0; place < columns.length; place += 1) {
        const damaged = [
          columns.toSpliced(place, 1),
          columns.toSpliced(place, 0, ''),
          columns.slice(0, place),
        ];
        for (const text of damaged) {
          for (const seatClass of soldOutIn(text.join('|'))) expect(before).toContain(seatClass);
        }
      }
    }
  });
});

describe('whatever text comes as a row', () => {
  it('is read or refused, never thrown at', () => {
    const parts = fc.array(
      fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('无', '有', '*', 'Y', 'N', '')),
      {
        maxLength: 70,
      },
    );
    fc.assert(
      fc.property(parts, (columns) => {
        expect(Object.keys(parseLeftTicketRow(columns.join('|')))).toHaveLength(1);
      }),
    );
  });
});
