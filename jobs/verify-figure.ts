import { planCanonicalJson } from '../src/demand/canonical-json.ts';
import { FIGURE_METHOD, type Figure, type FigureInput, type FrozenFigure } from '../src/demand/figure.ts';
import { type Difference, findDifference } from '../src/demand/first-difference.ts';
import type { StationTable } from '../src/stations/station-table.ts';
import type { ArchiveLog } from '../src/store/archive/log-port.ts';
import type { Archive } from '../src/store/archive/open-archive.ts';
import { openSeasonDays } from '../src/store/figures/season-days.ts';
import { buildFigures, type ComparedSeason, seasonRange } from './build-figures.ts';
import type { SubjectPart } from './scope-tally.ts';

export interface VerifyWorld {
  archives: readonly Archive[];
  /** The running log; null: archives alone. */
  log: ArchiveLog | null;
  /** The bundled table alone. */
  stations: StationTable;
  onSubjects?(part: SubjectPart): Promise<unknown>;
  onProgress?(done: number, total: number): void;
}

export type Verdict =
  | { kind: 'equal'; bytes: number }
  | { kind: 'different'; difference: Difference }
  /** Of another edition of the method: this program cannot make it again. */
  | { kind: 'otherMethod'; frozen: string; ours: string };

/**
 * Computes a frozen figure anew from polls and compares the bytes of everything but when it was written down and what it
 * corrects. The inputs are compared first: with other polls the rest must differ too, and says nothing.
 */
export async function verifyFigure(frozen: FrozenFigure, world: VerifyWorld): Promise<Verdict> {
  if (frozen.methodVersion !== FIGURE_METHOD) {
    return { kind: 'otherMethod', frozen: frozen.methodVersion, ours: FIGURE_METHOD };
  }
  const { computedAt: _at, corrects: _corrects, ...expected } = frozen;
  const found = await recompute(expected, world);
  const [frozenText, foundText] = [planCanonicalJson(expected), planCanonicalJson(found)];
  if (frozenText === foundText) return { kind: 'equal', bytes: Buffer.byteLength(foundText) };
  const difference =
    findDifference(expected.inputs, found.inputs, 'inputs') ??
    findDifference(JSON.parse(frozenText), JSON.parse(foundText));
  if (difference === null) throw new RangeError('expected a difference between two texts that are not equal');
  return { kind: 'different', difference };
}

async function recompute({ query, inputs }: Figure, world: VerifyWorld): Promise<Figure> {
  let found: Figure | null = null;
  const { onSubjects, onProgress } = world;
  await buildFigures({
    season: await openSeason(inputs.season, world),
    baseline: await openSeason(inputs.baseline, world),
    stations: world.stations,
    scope: query.scope,
    ...(onSubjects === undefined ? {} : { onSubjects }),
    ...(onProgress === undefined ? {} : { onProgress }),
    onFigure: async (figure) => {
      found = figure;
    },
  });
  if (found === null) throw new RangeError('expected one figure of one scope, got none');
  return found;
}

async function openSeason(
  { season, knownUntil }: FigureInput,
  { archives, log }: VerifyWorld,
): Promise<ComparedSeason> {
  const until = knownUntil === null ? null : Date.parse(knownUntil);
  const days = await openSeasonDays(archives, log, { ...seasonRange(season), knownUntil: until });
  return { year: season, knownUntil, days };
}
