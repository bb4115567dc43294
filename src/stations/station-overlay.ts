import type { CivilDate } from '../calendar/china-time.ts';
import type { StationListing } from './schema.ts';

/** A station list as it was read on a day; it held until it was read otherwise. */
export interface StationListVersion {
  day: CivilDate;
  list: readonly StationListing[];
}

/** The sale times of a list as read on `day`, and last found unchanged on `until`. */
export interface SaleTimesVersion {
  day: CivilDate;
  until: CivilDate;
  /** `HH:MM` by telecode. */
  times: readonly { telecode: string; time: string }[];
}

/** What has been read since the bundled lists were made; oldest versions first. */
export interface StationOverlay {
  stations: readonly StationListVersion[];
  saleTimes: readonly SaleTimesVersion[];
  /** Who was asked, in words for a source: "12306's", "our double's (synthetic)". */
  whose: string;
}

/** A list must still have this share of the stations that are known. */
const LEAST_SHARE = 0.9;

/**
 * Whether a list that was read whole may replace the one in use: null when it may, else what is wrong with it. An
 * empty list happened (2022-06-30, 2025-08-23), and one that lacks a tenth of the known stations is no news but a
 * broken list.
 */
export function judgeList(
  found: ReadonlySet<string>,
  known: readonly string[],
): { sign: 'empty-list' | 'short-list'; seen: string } | null {
  if (found.size === 0) return { sign: 'empty-list', seen: 'no known station in it' };
  const kept = known.filter((telecode) => found.has(telecode)).length;
  if (kept >= LEAST_SHARE * known.length) return null;
  return { sign: 'short-list', seen: `${kept} of ${known.length} known stations` };
}
