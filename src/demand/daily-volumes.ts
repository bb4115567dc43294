import { type CivilDate, isCivilDate } from '../calendar/china-time.ts';
import { DAILY_RAIL_FROM_2023 } from './daily-rail-from-2023.data.ts';
import { DAILY_RAIL_TO_2022 } from './daily-rail-to-2022.data.ts';

/** A published figure, with its source. */
export interface DailyFigure {
  /** 万人次: ten thousand passengers. */
  passengers10k: number;
  source: string;
}

/** A figure worked out from others: it lies between `low` and `high` for their rounding. */
export interface DerivedFigure extends DailyFigure {
  low: number;
  high: number;
}

/** What is known of one day. The three kinds are never mixed; null is unknown, never zero. */
export interface DailyVolume {
  actual: DailyFigure | null;
  derived: DerivedFigure | null;
  forecast: DailyFigure | null;
}

const NOTHING: DailyVolume = { actual: null, derived: null, forecast: null };
const BROADCAST = 'CCTV 新闻联播 of that day, transcript in github.com/DuckBurnIncense/xin-wen-lian-bo';
const VOLUMES = parseDailyRail(DAILY_RAIL_TO_2022 + DAILY_RAIL_FROM_2023);

/** The official rail figures of a day; all null on a day of which no report was found. */
export function dailyVolume(date: CivilDate): DailyVolume {
  return VOLUMES.get(date) ?? NOTHING;
}

/**
 * Reads lines `day|kind|10k|low-high|source` (daily-rail-to-2022.data.ts). Throws where a line is not of this form or
 * a day has two figures of a kind.
 */
export function parseDailyRail(text: string): Map<CivilDate, DailyVolume> {
  const volumes = new Map<CivilDate, DailyVolume>();
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const [date = '', kind = '', level = '', band = '', said = ''] = line.split('|');
    const passengers10k = Number(level);
    if (!isCivilDate(date) || !(passengers10k > 0) || said === '') throw new Error(`not a figure: ${line}`);
    const day = volumes.get(date) ?? NOTHING;
    const figure = { passengers10k, source: said === 'XWLB' ? BROADCAST : said };
    if (kind !== 'actual' && kind !== 'derived' && kind !== 'forecast')
      throw new Error(`not a kind: ${line}`);
    if (day[kind] !== null) throw new Error(`a second figure: ${line}`);
    volumes.set(date, {
      ...day,
      [kind]: kind === 'derived' ? { ...figure, ...parseBand(band, line) } : figure,
    });
  }
  return volumes;
}

function parseBand(band: string, line: string): { low: number; high: number } {
  const [low = Number.NaN, high = Number.NaN] = band.split('-').map(Number);
  if (!(low <= high)) throw new Error(`not a band: ${line}`);
  return { low, high };
}
