import { addDays, DAY_MS, formatInstant, type Instant, startOfDay } from '../src/calendar/china-time.ts';
import { newYearDayOf } from '../src/calendar/new-year.ts';
import { KNOWN_SEASONS } from '../src/calendar/seasons.ts';
import { FIGURE_METHOD, type Figure, isCorrection } from '../src/demand/figure.ts';
import type { StationTable } from '../src/stations/station-table.ts';
import { sha256 } from '../src/store/archive/archive-writer.ts';
import type { ArchiveLog } from '../src/store/archive/log-port.ts';
import type { Archive } from '../src/store/archive/open-archive.ts';
import type { FigureStore } from '../src/store/figures/figure-store.ts';
import { openSeasonDays, wholeSecond } from '../src/store/figures/season-days.ts';
import { buildFigures, type ComparedSeason, seasonRange } from './build-figures.ts';

export interface FreezeDeps {
  archives: readonly Archive[];
  log: ArchiveLog;
  figures: FigureStore;
  /** The bundled table alone (build-figures.ts). */
  stations: StationTable;
  now(): Instant;
  onProgress?(what: string, done: number, total: number): void;
}

export interface FreezeSummary {
  written: number;
  /** Asked again and found the same. */
  kept: number;
  /** Of `written`, those that correct an earlier figure. */
  corrections: number;
}

/** Offers behind figures of a season that still runs are kept so long: the next night has newer ones. */
const RUNNING_SUBJECTS_MS = 8 * DAY_MS;

/**
 * Writes down the figures of every two seasons of which something is known, the later beside the earlier. What has been
 * written stays; a running season gets a new figure each time, a closed one only when its polls or the method have
 * changed, as a correction.
 */
export async function freezeFigures(deps: FreezeDeps): Promise<FreezeSummary> {
  const summary = { written: 0, kept: 0, corrections: 0 };
  const seasons = await openSeasons(deps);
  for (const [place, season] of seasons.entries()) {
    for (const baseline of seasons.slice(0, place)) {
      const fingerprint = fingerprintOf(season, baseline);
      const question = `${season.year}/${baseline.year}`;
      if (fingerprint !== null && (await deps.figures.isSettled(question, fingerprint))) continue;
      const keepMs = season.knownUntil === null && baseline.knownUntil === null ? null : RUNNING_SUBJECTS_MS;
      await buildFigures({
        season,
        baseline,
        stations: deps.stations,
        scope: null,
        onSubjects: async (part) => {
          if (part.lines.length > 0) await deps.figures.writeSubjects(part, keepMs);
        },
        onFigure: (figure, parts) => freezeFigure(figure, parts, deps, summary),
        onProgress: (done, total) => deps.onProgress?.(question, done, total),
      });
      if (fingerprint !== null) await deps.figures.writeSettled(question, fingerprint);
    }
  }
  return summary;
}

async function freezeFigure(
  figure: Figure,
  parts: readonly string[],
  { figures, now }: FreezeDeps,
  summary: FreezeSummary,
): Promise<void> {
  const older = await figures.readNewest(figure.query);
  const corrects = older !== null && isCorrection(older, figure) ? older.id : null;
  await figures.writeSubjectParts(figure.id, parts);
  const outcome = await figures.writeFigure({ ...figure, computedAt: formatInstant(now()), corrects });
  summary[outcome] += 1;
  if (outcome === 'written' && corrects !== null) summary.corrections += 1;
}

type OpenSeason = ComparedSeason & { contents: string };

/** In order of year; those of which nothing is known are left out. */
async function openSeasons({ archives, log, now }: FreezeDeps): Promise<OpenSeason[]> {
  const seasons: OpenSeason[] = [];
  const moment = wholeSecond(now());
  for (let year = KNOWN_SEASONS.first; year <= KNOWN_SEASONS.last; year += 1) {
    if (newYearDayOf(year) === null) continue;
    const range = seasonRange(year);
    const isOver = moment.at >= startOfDay(addDays(range.last, 1));
    const days = await openSeasonDays(archives, log, { ...range, knownUntil: isOver ? null : moment.at });
    if (days.pairs.length === 0) continue;
    const logged = await log.readWatches(range.first, range.last);
    const held = archives.map(({ manifest }) => manifest.contentHash);
    const contents = sha256(JSON.stringify([held, logged]));
    seasons.push({ year, knownUntil: isOver ? null : moment.text, days, contents });
  }
  return seasons;
}

/** Of two closed seasons: whether they have to be looked at again. Null while one of them runs. */
function fingerprintOf(season: OpenSeason, baseline: OpenSeason): string | null {
  if (season.knownUntil !== null || baseline.knownUntil !== null) return null;
  return sha256(JSON.stringify([FIGURE_METHOD, season.contents, baseline.contents]));
}
