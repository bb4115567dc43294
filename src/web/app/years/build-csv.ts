import type { VolumesAnswer } from '../../../demand/volumes-schema.ts';

type Cell = string | number | null;

/** Spreadsheets read UTF-8 with this mark; a cell that could be a formula gets an apostrophe; null stays empty. Pure. */
export function buildCsv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [header, ...rows].map((row) => row.map(cellText).join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One line a day of both seasons; actual, derived and forecast in columns of their own. */
export function buildVolumesCsv({ season, baseline, days }: VolumesAnswer): string {
  const figures = (year: number) =>
    ['date', 'weekday', 'actual_10k', 'derived_10k', 'forecast_10k', 'source'].map(
      (name) => `${year}_${name}`,
    );
  const cells = (day: VolumesAnswer['days'][number]['season']): Cell[] => [
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
