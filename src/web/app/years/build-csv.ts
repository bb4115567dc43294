import { CSV_MARK, type CsvCell, formatCsvLines } from '../../../csv.ts';
import type { VolumesAnswer } from '../../../demand/volumes-schema.ts';

/** A whole file for spreadsheets, with its mark and its header. Pure. */
export function buildCsv(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return CSV_MARK + formatCsvLines([header, ...rows]);
}

/** One line a day of both seasons; actual, derived and forecast in columns of their own. */
export function buildVolumesCsv({ season, baseline, days }: VolumesAnswer): string {
  const figures = (year: number) =>
    ['date', 'weekday', 'actual_10k', 'derived_10k', 'forecast_10k', 'source'].map(
      (name) => `${year}_${name}`,
    );
  const cells = (day: VolumesAnswer['days'][number]['season']): CsvCell[] => [
    day.date,
    day.weekday.en,
    day.actual?.passengers10k ?? null,
    day.derived?.passengers10k ?? null,
    day.forecast?.passengers10k ?? null,
    (day.actual ?? day.derived ?? day.forecast)?.source ?? null,
  ];
  return buildCsv(
    ['lunar_offset', ...figures(season), ...figures(baseline), 'change_percent', 'comparable'],
    days.map((day) => [
      day.lunarOffset,
      ...cells(day.season),
      ...cells(day.baseline),
      day.change?.percent ?? null,
      String(day.comparable),
    ]),
  );
}
