import { CSV_MARK, type CsvCell, formatCsvLines } from '../csv.ts';
import type { VolumesAnswer } from '../demand/volumes-schema.ts';

const COLUMNS = [
  ...['year', 'date', 'lunar_offset', 'weekday', 'actual_10k', 'derived_10k', 'derived_low_10k'],
  ...['derived_high_10k', 'forecast_10k', 'source', 'provenance'],
];

/**
 * The days of both seasons as a long table, one line a season and day, after a byte order mark. Levels in ten thousand
 * passengers; an empty cell is not known, which is not 0. `source`: of each figure in the line, parted by blanks.
 */
export function formatVolumesCsv({ season, baseline, days, provenance }: VolumesAnswer): string {
  const years = [
    ['season', season],
    ['baseline', baseline],
  ] as const;
  const lines = years.flatMap(([side, year]) =>
    days.map(({ lunarOffset, [side]: day }): CsvCell[] => {
      const { actual, derived, forecast } = day;
      const sources = new Set([actual, derived, forecast].flatMap((one) => (one === null ? [] : one.source)));
      return [
        ...[year, day.date, lunarOffset, day.weekday.en, actual?.passengers10k ?? null],
        ...[derived?.passengers10k ?? null, derived?.low ?? null, derived?.high ?? null],
        ...[forecast?.passengers10k ?? null, [...sources].join(' '), provenance],
      ];
    }),
  );
  return CSV_MARK + formatCsvLines([COLUMNS, ...lines]);
}
