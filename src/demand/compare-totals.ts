import { daysBetween } from '../calendar/china-time.ts';
import { HOLIDAYS } from '../calendar/holidays.data.ts';
import { changePercent, roundTo } from './percent.ts';
import { HOLIDAY_VOLUMES, SEASON_VOLUMES, type SeasonVolumeRow } from './season-volumes.data.ts';
import type { VolumesAnswer } from './volumes-schema.ts';

type Totals = VolumesAnswer['totals'];
type Holiday = NonNullable<VolumesAnswer['holiday']['season']>;

/**
 * Season totals of two seasons with their change: as published, from the levels, and from derived levels where there
 * are some. The three need not agree: published percentages are not made from the rounded levels (METHODS.md 2.1).
 */
export function compareTotals(season: number, baseline: number): Totals {
  const [top, base] = [rowOf(season), rowOf(baseline)];
  const published = (top?.published ?? [])
    .filter(({ against }) => against === baseline)
    .map(({ against: _against, ...change }) => ({ basis: 'published' as const, ...change }));
  const computed =
    top === null || base === null ? [] : [...changeOfActuals(top, base), ...changeOfDerived(top, base)];
  return { season: arrangeTotal(top), baseline: arrangeTotal(base), changes: [...published, ...computed] };
}

/** Holiday totals and means a day: a longer holiday has more passengers for its length alone. */
export function compareHolidays(season: number, baseline: number): VolumesAnswer['holiday'] {
  const [top, base] = [holidayOf(season), holidayOf(baseline)];
  const published = HOLIDAY_VOLUMES.find((row) => row.season === season)?.published;
  const change = (of: 'total10k' | 'perDay10k') => {
    const [a, b] = [top?.[of] ?? null, base?.[of] ?? null];
    return a === null || b === null ? null : changePercent(a, b);
  };
  return {
    season: top,
    baseline: base,
    changeTotalPercent: change('total10k'),
    changePerDayPercent: change('perDay10k'),
    published: published?.against === baseline ? { percent: published.percent, note: published.note } : null,
  };
}

function rowOf(season: number): SeasonVolumeRow | null {
  return SEASON_VOLUMES.find((row) => row.season === season) ?? null;
}

function arrangeTotal(row: SeasonVolumeRow | null): Totals['season'] {
  if (row === null) return null;
  const { season: _season, published: _published, ...total } = row;
  return total;
}

function changeOfActuals(top: SeasonVolumeRow, base: SeasonVolumeRow): Totals['changes'] {
  if (top.actual === null || base.actual === null) return [];
  const [a, b] = [top.actual, base.actual];
  const [halfA, halfB] = [a.roundedTo10k / 2, b.roundedTo10k / 2];
  return [
    {
      basis: 'actual',
      percent: changePercent(a.passengers10k, b.passengers10k),
      low: changePercent(a.passengers10k - halfA, b.passengers10k + halfB),
      high: changePercent(a.passengers10k + halfA, b.passengers10k - halfB),
    },
  ];
}

/** Only where one of the levels is a derived one: else it is the change of the actuals. */
function changeOfDerived(top: SeasonVolumeRow, base: SeasonVolumeRow): Totals['changes'] {
  const [a, b] = [top.derived ?? top.actual, base.derived ?? base.actual];
  if (a === null || b === null || (top.derived === null && base.derived === null)) return [];
  return [
    { basis: 'derived', percent: changePercent(a.passengers10k, b.passengers10k), low: null, high: null },
  ];
}

function holidayOf(season: number): Holiday | null {
  const days = HOLIDAYS.find((row) => row.season === season);
  if (days === undefined) return null;
  const volume = HOLIDAY_VOLUMES.find((row) => row.season === season);
  const length = daysBetween(days.first, days.last) + 1;
  return {
    first: days.first,
    last: days.last,
    days: length,
    total10k: volume?.passengers10k ?? null,
    perDay10k: volume === undefined ? null : roundTo(volume.passengers10k / length, 2),
    source: volume?.source ?? null,
    ...(volume?.note === undefined ? {} : { note: volume.note }),
  };
}
