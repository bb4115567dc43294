import { setImmediate as nextTurn } from 'node:timers/promises';
import { addDays, type CivilDate, daysBetween, SECOND_MS } from '../src/calendar/china-time.ts';
import { knownNewYearDay } from '../src/calendar/new-year.ts';
import { matchBasket } from '../src/demand/basket.ts';
import { inScope } from '../src/demand/basket-scope.ts';
import { compareSeasons } from '../src/demand/compare-seasons.ts';
import { arrangeComparedDays } from '../src/demand/compared-days.ts';
import type { SeasonInput } from '../src/demand/comparison-input.ts';
import { FIGURE_FORMAT, FIGURE_METHOD, type Figure, planFigureId } from '../src/demand/figure.ts';
import type { Bilingual } from '../src/demand/headline-schema.ts';
import type { Scope } from '../src/demand/scope-schema.ts';
import { planScopeText } from '../src/demand/scope-text.ts';
import type { DaySpells } from '../src/demand/spell.ts';
import { planSaleOpenings } from '../src/demand/spells-opening.ts';
import { buildSpellPair, type LoggedDay } from '../src/demand/spells-pair.ts';
import { planSubjectLines } from '../src/demand/subject-rows.ts';
import { usualIntervalOf } from '../src/demand/usual-interval.ts';
import type { OdPair } from '../src/seats/schema.ts';
import type { StationTable } from '../src/stations/station-table.ts';
import { sha256 } from '../src/store/archive/archive-writer.ts';
import type { SeasonDay, SeasonDays } from '../src/store/figures/season-days.ts';
import { feeRulesOf } from './fee-rules.ts';
import { type PairResult, ScopeTally, SIDES, type Side, type SubjectPart } from './scope-tally.ts';

/** One season as it is compared. `knownUntil` in ISO 8601; null: it is over. */
export interface ComparedSeason {
  year: number;
  knownUntil: string | null;
  days: SeasonDays;
}

export interface FigureTask {
  season: ComparedSeason;
  baseline: ComparedSeason;
  /** The bundled table alone: lists read since would make another figure on another machine. */
  stations: StationTable;
  /** One scope; null: the whole basket, each station and each pair with enough data. */
  scope: Scope | null;
  onSubjects?(part: SubjectPart): Promise<unknown>;
  onFigure(figure: Figure, parts: readonly string[]): Promise<unknown>;
  onProgress?(done: number, total: number): void;
}

/** A pair or a station with fewer matched offers a season has nothing to say (as for a route of the breakdown). */
const LEAST_SUBJECTS = 20;
const DAY_HOURS = 24;

/**
 * The figures of two seasons: spells pair by pair through one polling schedule, matched, gathered by scope and compared.
 * The same days give the same bytes, wherever they were read from. Lets others take their turn after every pair.
 */
export async function buildFigures(task: FigureTask): Promise<void> {
  const { season, baseline } = task;
  const pairs = unite(season.days.pairs, baseline.days.pairs).filter(
    (pair) => task.scope === null || inScope({ pair }, task.scope),
  );
  const whole = new ScopeTally(task.scope ?? { kind: 'national' });
  const stations = new Map<string, ScopeTally>();
  for (const [done, pair] of pairs.entries()) {
    const result = await readPairResult(pair, task);
    await task.onSubjects?.(result.subjects);
    whole.add(result);
    if (task.scope === null) {
      const alone = new ScopeTally({ kind: 'pair', ...pair });
      alone.add(result);
      if (alone.keptSubjects() >= LEAST_SUBJECTS) await freeze(alone, task);
      const known = stations.get(pair.from) ?? new ScopeTally({ kind: 'station', telecode: pair.from });
      known.add(result);
      stations.set(pair.from, known);
    }
    task.onProgress?.(done + 1, pairs.length);
    await nextTurn();
  }
  for (const tally of stations.values()) {
    if (tally.keptSubjects() >= LEAST_SUBJECTS) await freeze(tally, task);
  }
  await freeze(whole, task);
}

async function freeze(tally: ScopeTally, task: FigureTask): Promise<void> {
  await task.onFigure(buildFigure(tally, task), tally.parts);
  await nextTurn();
}

function buildFigure(tally: ScopeTally, { season, baseline, stations }: FigureTask): Figure {
  const query = { season: season.year, baseline: baseline.year, scope: tally.scope };
  const inputs = {
    season: tally.describeInput('season', season.year, season.knownUntil),
    baseline: tally.describeInput('baseline', baseline.year, baseline.knownUntil),
  };
  const comparison = compareSeasons({
    season: describeSide('season', tally, season),
    baseline: describeSide('baseline', tally, baseline),
    scope: tally.scope,
    scopeName: nameScope(tally.scope, stations),
    table: tally.table,
    horizonHours: horizonHours(season.year, baseline.year),
  });
  for (const side of SIDES) comparison.inputs[side].inputHash = inputs[side].contentHash;
  const known = { query, methodVersion: FIGURE_METHOD, inputs };
  return {
    format: FIGURE_FORMAT,
    id: planFigureId(known, sha256),
    ...known,
    comparison,
    subjects: tally.describeSubjects(),
  };
}

function describeSide(side: Side, tally: ScopeTally, { year, knownUntil }: ComparedSeason): SeasonInput {
  const last = tally.lastPollOf(side) * SECOND_MS;
  return {
    year,
    provenances: [...tally.provenances[side]],
    observedUntil: knownUntil === null ? null : last,
    coverage: tally.coverage[side].describe(),
    feeRules: feeRulesOf(year),
  };
}

async function readPairResult(pair: OdPair, task: FigureTask): Promise<PairResult> {
  const { season, baseline } = task;
  const days = { season: await season.days.readPair(pair), baseline: await baseline.days.readPair(pair) };
  const horizon = horizonHours(season.year, baseline.year);
  const logged = {
    season: layOut(season, days.season, horizon, task.stations),
    baseline: layOut(baseline, days.baseline, horizon, task.stations),
  };
  const spells: Record<Side, DaySpells[]> = { season: [], baseline: [] };
  const offsets = new Set([...logged.season.keys(), ...logged.baseline.keys()]);
  for (const offset of [...offsets].sort((a, b) => a - b)) {
    const built = buildSpellPair(logged.season.get(offset) ?? null, logged.baseline.get(offset) ?? null);
    for (const side of SIDES) {
      const day = built[side];
      if (day !== null) spells[side].push(day);
    }
  }
  const basket = matchBasket(spells.season, spells.baseline);
  const lines = planSubjectLines(
    basket.kept,
    { season: season.year, baseline: baseline.year },
    (side, date) => days[side].find(({ travelDate }) => travelDate === date)?.log?.provenance ?? null,
  );
  const subjects = { hash: sha256(lines.map((line) => `${line}\n`).join('')), lines };
  return { pair, days, spells, basket, subjects };
}

/** The days of a pair by days from New Year's Day, each with what its spells are counted by. */
function layOut(
  { year, knownUntil }: ComparedSeason,
  days: readonly SeasonDay[],
  horizon: number,
  stations: StationTable,
): Map<number, LoggedDay> {
  const newYear = knownNewYearDay(year);
  const until = knownUntil === null ? Number.POSITIVE_INFINITY : Date.parse(knownUntil);
  const laid = new Map<number, LoggedDay>();
  for (const { log, travelDate } of days) {
    if (log === null) continue;
    laid.set(daysBetween(newYear, travelDate), {
      day: log,
      context: {
        newYear,
        horizonHours: horizon,
        saleOpening: planSaleOpenings(stations, travelDate),
        usualIntervalMinutes: usualIntervalOf(log),
        knownUntil: until,
      },
    });
  }
  return laid;
}

/** As far as the longest presale of both seasons lets a sale be compared (demand/comparable-cells.ts). */
export function horizonHours(season: number, baseline: number): number {
  const days = arrangeComparedDays(season, baseline, SEASON_OFFSETS);
  const windows = days.flatMap((day) => [day.season.presaleDays ?? 0, day.baseline.presaleDays ?? 0]);
  return Math.max(DAY_HOURS, (Math.max(...windows) - 2) * DAY_HOURS);
}

/** The forty days of a season, by days from New Year's Day. */
const SEASON_OFFSETS = Array.from({ length: 40 }, (_, i) => i - 15);

export function seasonRange(year: number): { first: CivilDate; last: CivilDate } {
  const newYear = knownNewYearDay(year);
  return { first: addDays(newYear, SEASON_OFFSETS[0]!), last: addDays(newYear, SEASON_OFFSETS.at(-1)!) };
}

function nameScope(scope: Scope, stations: StationTable): Bilingual | null {
  const zh = (telecode: string) => stations.byTelecode(telecode)?.name ?? telecode;
  const en = (telecode: string) => {
    const pinyin = stations.byTelecode(telecode)?.pinyin;
    return pinyin === undefined ? telecode : `${pinyin.charAt(0).toUpperCase()}${pinyin.slice(1)}`;
  };
  switch (scope.kind) {
    case 'national':
      return null;
    case 'station':
      return {
        zh: `${zh(scope.telecode)}始发的监测线路`,
        en: `the routes we track from ${en(scope.telecode)}`,
      };
    case 'pair':
      return { zh: `${zh(scope.from)}至${zh(scope.to)}`, en: `${en(scope.from)} to ${en(scope.to)}` };
    case 'corridor': {
      const [first = '', last = ''] = [scope.stations[0], scope.stations.at(-1)];
      return { zh: `${zh(first)}至${zh(last)}沿线`, en: `the corridor ${en(first)} to ${en(last)}` };
    }
  }
}

/** Pairs of either season, in order of their codes. */
function unite(one: readonly OdPair[], other: readonly OdPair[]): OdPair[] {
  const all = new Map([...one, ...other].map((pair) => [planScopeText({ kind: 'pair', ...pair }), pair]));
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pair]) => pair);
}
