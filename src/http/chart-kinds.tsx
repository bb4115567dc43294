import { renderToString } from 'preact-render-to-string';
import { isCivilDate } from '../calendar/china-time.ts';
import { seasonOf } from '../calendar/seasons.ts';
import { compareVolumes } from '../demand/compare-volumes.ts';
import type { FrozenFigure } from '../demand/figure.ts';
import type { VolumesAnswer } from '../demand/volumes-schema.ts';
import { InputError } from '../errors.ts';
import { SEAT_CLASS_ORDER, type SeatClass } from '../seats/seat-classes.data.ts';
import { englishName } from '../stations/english-name.ts';
import { resolveStation } from '../stations/resolve-station.ts';
import { DailyVolumes } from '../web/charts/daily-volumes.tsx';
import { HistoryChart } from '../web/charts/history-chart.tsx';
import { OffsetHeatmap } from '../web/charts/offset-heatmap.tsx';
import type { ChartLook } from '../web/charts/palette.ts';
import { SurvivalCurves } from '../web/charts/survival-curves.tsx';
import { provenanceWord } from '../web/charts/words.ts';
import type { HttpDeps } from './http-deps.ts';
import { readHistory } from './read-history.ts';

/** One kind of chart: ids of its form, and how it is drawn from what is known. */
export interface ChartKind {
  /** How such an id is written, for who got it wrong. */
  form: string;
  pattern: RegExp;
  /** Seconds it may be kept: a history goes on, a figure of the past does not. */
  cache: number;
  /** The parts are those of the pattern. Throws InputError for what is not known. */
  read(parts: readonly string[], deps: HttpDeps, look: ChartLook): Promise<string>;
}

/** A frozen figure never changes, how it is drawn may. */
const FIGURE_SECONDS = 86_400;

export const CHART_KINDS: readonly ChartKind[] = [
  {
    form: 'history-TNV-HGH-2021-02-09-G1864-O',
    pattern: /^history-([A-Z]{3})-([A-Z]{3})-(\d{4}-\d{2}-\d{2})-([A-Z]?\d{1,5})-([0-9A-Z])$/,
    cache: 60,
    read: readHistoryChart,
  },
  {
    form: 'volumes-2021-2020',
    pattern: /^volumes-(\d{4})-(\d{4})$/,
    cache: 3_600,
    read: readVolumesChart,
  },
  {
    form: 'curves-ID of a figure',
    pattern: /^curves-([a-z2-7]{16})$/,
    cache: FIGURE_SECONDS,
    read: readCurvesChart,
  },
  {
    form: 'heatmap-ID or heatmap-ID-baseline',
    pattern: /^heatmap-([a-z2-7]{16})(-baseline)?$/,
    cache: FIGURE_SECONDS,
    read: readHeatmapChart,
  },
];

async function readHistoryChart(
  [from = '', to = '', date = '', train = '', seatClass = '']: readonly string[],
  deps: HttpDeps,
  look: ChartLook,
): Promise<string> {
  if (!isCivilDate(date) || !(SEAT_CLASS_ORDER as readonly string[]).includes(seatClass)) {
    throw unknownChart(`history-${from}-${to}-${date}-${train}-${seatClass}`);
  }
  const history = await readHistory(deps, {
    from: resolveStation(deps.stations, from, 'id'),
    to: resolveStation(deps.stations, to, 'id'),
    date,
    train,
    seatClass: seatClass as SeatClass,
    asOf: undefined,
  });
  const exact = history.legs.find((one) => one.origin === from && one.destination === to);
  const leg = exact ?? history.legs.find((one) => one.changes.length > 0);
  if (leg === undefined) throw unknownChart(`history-${from}-${to}-${date}-${train}-${seatClass}`);
  const stationName = namesOf(deps, look);
  const credit = {
    source: provenanceWord(history.provenance, look.lang),
    date: (history.coverage.lastPollAt ?? history.until).slice(0, 10),
  };
  return renderToString(<HistoryChart {...{ history, leg, stationName, look: { ...look, credit } }} />);
}

async function readVolumesChart(
  [season = '', baseline = '']: readonly string[],
  _deps: HttpDeps,
  look: ChartLook,
): Promise<string> {
  const years = [Number(season), Number(baseline)] as const;
  if (seasonOf(years[0]) === null || seasonOf(years[1]) === null || years[0] === years[1]) {
    throw unknownChart(`volumes-${season}-${baseline}`);
  }
  const volumes = compareVolumes(...years);
  const credit = { source: provenanceWord(volumes.provenance, look.lang), date: lastDayOf(volumes) };
  return renderToString(<DailyVolumes volumes={volumes} look={{ ...look, credit }} />);
}

/** The last day of either season that a figure is known of; the seasons themselves where none is. */
function lastDayOf({ days, season, baseline }: VolumesAnswer): string {
  const known = days.flatMap((day) => [day.season, day.baseline]).filter((one) => isKnown(one));
  const dates = known.map(({ date }) => date).sort();
  return dates.at(-1) ?? `${season}, ${baseline}`;
}

function isKnown({ actual, derived, forecast }: VolumesAnswer['days'][number]['season']): boolean {
  return actual !== null || derived !== null || forecast !== null;
}

async function readCurvesChart(
  [id = '']: readonly string[],
  { figures }: HttpDeps,
  look: ChartLook,
): Promise<string> {
  const figure = await figures.readFigure(id);
  const curves = figure?.comparison.curves ?? null;
  if (figure === null || curves === null) throw unknownChart(`curves-${id}`);
  const credited = { ...look, credit: creditOf(figure) };
  return renderToString(<SurvivalCurves comparison={{ ...figure.comparison, curves }} look={credited} />);
}

async function readHeatmapChart(
  [id = '', baseline]: readonly string[],
  { figures, stations }: HttpDeps,
  look: ChartLook,
): Promise<string> {
  const figure = await figures.readFigure(id);
  if (figure === null) throw unknownChart(`heatmap-${id}`);
  const { comparison } = figure;
  const credited = { ...look, credit: creditOf(figure) };
  const side = baseline === undefined ? 'season' : 'baseline';
  const stationName = namesOf({ stations }, look);
  return renderToString(<OffsetHeatmap {...{ comparison, side, stationName, look: credited }} />);
}

/** A frozen figure is cited by its id and the day it was frozen. */
function creditOf({
  id,
  computedAt,
}: Pick<FrozenFigure, 'id' | 'computedAt'>): NonNullable<ChartLook['credit']> {
  return { source: id, date: computedAt.slice(0, 10) };
}

/** Stations as the chart's readers know them; one that nobody knows by its telecode. */
function namesOf(
  { stations }: Pick<HttpDeps, 'stations'>,
  { lang }: ChartLook,
): (telecode: string) => string {
  return (telecode) => {
    const station = stations.byTelecode(telecode);
    if (station === undefined) return telecode;
    return lang === 'zh' ? station.name : englishName(station);
  };
}

/** Of an id that has no chart. */
export function unknownChart(id: string): InputError {
  const forms = CHART_KINDS.map((kind) => kind.form).join(', ');
  return new InputError('not-found', [{ field: 'id', expected: `a chart as ${forms}`, got: id }]);
}
