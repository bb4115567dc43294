import { CSV_MARK, type CsvCell, formatCsvLines } from '../csv.ts';
import type { FrozenFigure } from '../demand/figure.ts';

/** Both survival curves with their bands, one line an hour that they are read at; each line says what it is made of. */
export function formatCurvesCsv({ id, comparison }: FrozenFigure): string {
  const { season, baseline, curves, provenance } = comparison;
  const columns = (year: number) => ['share_on_sale', 'lower95', 'upper95'].map((name) => `${year}_${name}`);
  const head = ['hours_since_opening', ...columns(season), ...columns(baseline), 'provenance', 'figure'];
  const lines = (curves?.hours ?? []).map((hours, i): CsvCell[] => [
    hours,
    ...[curves?.season, curves?.baseline].flatMap((side) => [
      side?.survival[i] ?? null,
      side?.lower[i] ?? null,
      side?.upper[i] ?? null,
    ]),
    provenance,
    id,
  ]);
  return CSV_MARK + formatCsvLines([head, ...lines]);
}

/** The heatmap as a long table: one line a season, route and day; an empty share was not observed, which is not 0. */
export function formatHeatmapCsv({ id, comparison }: FrozenFigure): string {
  const { heatmap, provenance } = comparison;
  const head = [
    ...['season', 'from', 'to', 'lunar_offset', 'within_hours', 'gone_percent', 'offers'],
    ...['provenance', 'figure'],
  ];
  const lines = (['season', 'baseline'] as const).flatMap((side) =>
    heatmap.routes.flatMap(({ from, to }, row) =>
      heatmap.lunarOffsets.map((offset, column): CsvCell[] => [
        comparison[side],
        from,
        to,
        offset,
        heatmap.withinHours,
        heatmap[side].gonePercent[row]?.[column] ?? null,
        heatmap[side].subjects[row]?.[column] ?? 0,
        provenance,
        id,
      ]),
    ),
  );
  return CSV_MARK + formatCsvLines([head, ...lines]);
}
