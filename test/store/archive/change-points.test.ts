import { describe, expect, it } from 'vitest';
import type { ArchivedDay } from '../../../src/store/archive/archived-day.ts';
import {
  arrangeChangeColumns,
  arrangeChangeRows,
  CHANGE_COLUMNS,
  CSV_HEAD,
  formatCsv,
  formatNdjson,
} from '../../../src/store/archive/change-points.ts';
import { parseParquet, planParquet } from '../../../src/store/archive/parquet-file.ts';

const DAY: ArchivedDay = {
  pair: { from: 'TNV', to: 'HGH' },
  travelDate: '2021-02-09',
  rows: [{ trainNo: '27000G186404', origin: 'TYV', destination: 'HGH', seats: ['M', 'O'] }],
  facts: [
    ['G1864', 'TNV', 'HGH', '2021-02-09', '12:50', null, 520, null, null, '预订', []],
    ['G1866', 'TNV', 'HGH', '2021-02-09', '12:50', null, 520, null, null, '预订', []],
  ],
  tokens: ['=1+1,"候补"'],
  planned: Float64Array.of(1_610_416_800_000, 1_610_417_100_123),
  observed: Uint32Array.of(1_610_416_807, 1_610_417_104),
  failures: [],
  tracks: [
    { polls: Uint32Array.of(0), values: Uint16Array.of(4) },
    { polls: Uint32Array.of(0), values: Uint16Array.of(1) },
    { polls: Uint32Array.of(0, 1), values: Uint16Array.of(0, 1) },
    { polls: Uint32Array.of(0, 1), values: Uint16Array.of(15, 67) },
    { polls: Uint32Array.of(1), values: Uint16Array.of(83) },
  ],
};

describe('the change points of an archive for other readers', () => {
  const rows = arrangeChangeRows(DAY);

  it('are complete lines, with the train code and provenance of their instant', () => {
    expect(rows).toEqual([
      {
        ...{
          from: 'TNV',
          to: 'HGH',
          travel_date: '2021-02-09',
          train_no: '27000G186404',
          train_code: 'G1864',
        },
        ...{ origin: 'TYV', destination: 'HGH', seat_class: 'M', observed_at: '2021-01-12T10:00:07+08:00' },
        ...{ kind: 'count', count: 5, waitlist: false, raw: null, provenance: 'synthetic' },
      },
      expect.objectContaining({
        train_code: 'G1866',
        seat_class: 'M',
        kind: 'none',
        count: null,
        waitlist: true,
      }),
      expect.objectContaining({ seat_class: 'O', kind: 'unknown', waitlist: null, raw: '=1+1,"候补"' }),
    ]);
  });

  it('are NDJSON, and CSV that a spreadsheet opens with Chinese intact and no formula run', () => {
    const parsed = formatNdjson(rows).trimEnd().split('\n');
    expect(parsed.map((line) => JSON.parse(line))).toEqual(rows);
    expect(CSV_HEAD.startsWith('\uFEFFfrom,to,travel_date,')).toBe(true);
    const lines = formatCsv(rows).split('\r\n');
    expect(lines[0]).toContain(',M,2021-01-12T10:00:07+08:00,count,5,false,,synthetic');
    expect(lines[2]).toContain(',unknown,,,"\'=1+1,""候补""",synthetic');
  });

  it('are Parquet that hyparquet reads', async () => {
    const columns = await parseParquet(await planParquet(arrangeChangeColumns(rows), 'test', 1));
    expect([...columns.keys()]).toEqual(CHANGE_COLUMNS);
    for (const name of CHANGE_COLUMNS) {
      expect(Array.from(columns.get(name) ?? [])).toEqual(rows.map((row) => row[name]));
    }
  });
});
