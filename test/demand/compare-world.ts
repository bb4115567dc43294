import { addDays, type CivilDate, HOUR_MS, instantAt, MINUTE_MS } from '../../src/calendar/china-time.ts';
import { newYearDayOf } from '../../src/calendar/new-year.ts';
import { firstSaleDay } from '../../src/calendar/presale.ts';
import { compareSeasons } from '../../src/demand/compare-seasons.ts';
import type { ComparisonInput, MatchedCell, SeasonInput } from '../../src/demand/comparison-input.ts';
import type { Comparison } from '../../src/demand/comparison-schema.ts';
import { ComparisonTable, type KeptBasket } from '../../src/demand/comparison-table.ts';
import type { Seen, Spell } from '../../src/demand/spell.ts';
import type { SeatClass } from '../../src/seats/seat-classes.data.ts';

/** What a test says of an offer; the rest follows from its season and offset. */
export interface Offer {
  route: number;
  offset: number;
  service?: number;
  seatClass?: SeatClass;
  /** Gone in (lower, upper]; `gone` false: still on sale at `upper`. */
  lower: number;
  upper: number;
  gone: boolean;
  entry?: number;
  atLead?: readonly Seen[];
  onSaleHours?: number;
  observedHours?: number;
  reopenings?: readonly number[];
}

/** A telecode from a number: 26³ of them. */
export function telecodeOf(place: number): string {
  return [676, 26, 1].map((unit) => String.fromCharCode(65 + (Math.floor(place / unit) % 26))).join('');
}

export function spellOf(season: number, offer: Offer): Spell {
  const { route, offset, service = 0, seatClass = 'O', lower, upper, gone, entry = 0 } = offer;
  const travelDate: CivilDate = addDays(newYearDayOf(season)!, offset);
  const saleDay = firstSaleDay(travelDate, 'online')?.firstSaleDay ?? addDays(travelDate, -14);
  const saleOpensAt = instantAt(saleDay, '10:00');
  const departure = instantAt(travelDate, '12:00') + (service % 8) * HOUR_MS;
  return {
    pair: { from: telecodeOf(route), to: telecodeOf(route + 5000) },
    travelDate,
    lunarOffset: offset,
    trainNo: `no${service}`,
    trainCode: `G${service}`,
    origin: telecodeOf(route),
    destination: telecodeOf(route + 5000),
    seatClass,
    saleOpensAt,
    departure,
    entry,
    lower,
    upper,
    event: gone,
    censoredBy: gone ? null : 'horizon',
    onSaleHours: offer.onSaleHours ?? (gone ? (lower + upper) / 2 : upper),
    observedHours: offer.observedHours ?? 312,
    atLead: offer.atLead ?? ['onSale', 'onSale', gone ? 'gone' : 'onSale'],
    reopenings: offer.reopenings ?? [],
    watchedUntil: 312,
    wellCovered: true,
  };
}

/** A repeatable stream of numbers in [0, 1): mulberry32. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface World {
  season: number;
  baseline: number;
  routes: number;
  perRoute: number;
  /** Times on sale of this season over those of the baseline, but for the horizon. */
  factor: number;
  pollMinutes?: number;
  meanHours?: number;
  offsets?: readonly number[];
  classes?: readonly SeatClass[];
  seed?: number;
}

/** Matched cells whose times on sale are exponential about a mean of their route, seen by polls so far apart. */
export function worldCells(world: World): MatchedCell[] {
  const { routes, perRoute, offsets = [-10, -5, -1, 6], classes = ['O'], seed = 1 } = world;
  const random = randomOf(seed);
  const cells: MatchedCell[] = [];
  for (let route = 0; route < routes; route += 1) {
    const mean = (world.meanHours ?? 120) * Math.exp(random() - 0.5);
    for (let one = 0; one < perRoute; one += 1) {
      const cell = {
        route,
        service: one,
        offset: offsets[one % offsets.length]!,
        seatClass: classes[one % classes.length]!,
      };
      const draw = (factor: number): Offer => {
        const hours = -Math.log(1 - random()) * mean * factor;
        return { ...cell, ...seenBy(hours, world.pollMinutes ?? 5) };
      };
      const [season, baseline] = [draw(world.factor), draw(1)];
      cells.push({
        matchedBy: 'trainCode',
        season: [spellOf(world.season, season)],
        baseline: [spellOf(world.baseline, baseline)],
      });
    }
  }
  return cells;
}

function seenBy(hours: number, pollMinutes: number): Pick<Offer, 'lower' | 'upper' | 'gone'> {
  if (hours > 312) return { lower: 312, upper: 312, gone: false };
  const gap = (pollMinutes * MINUTE_MS) / HOUR_MS;
  const poll = Math.floor(hours / gap);
  return { lower: poll * gap, upper: (poll + 1) * gap, gone: true };
}

export function seasonInput(year: number, changes: Partial<SeasonInput> = {}): SeasonInput {
  return {
    year,
    provenances: ['live'],
    observedUntil: null,
    coverage: { goodShare24h: 1, goodShare: 1, openingGapMinutes: 2, thinned: false },
    feeRules: null,
    ...changes,
  };
}

export interface Setting {
  season?: Partial<SeasonInput>;
  baseline?: Partial<SeasonInput>;
  input?: Partial<ComparisonInput>;
  basket?: Partial<Omit<KeptBasket, 'kept'>>;
}

/** Compares cells of two seasons (2026 and 2025 unless said: both sold 15 days ahead). */
export function compareCells(cells: readonly MatchedCell[], setting: Setting = {}): Comparison {
  const table = new ComparisonTable();
  const { length } = cells;
  const counts = { cells: length, keptCells: length, extraTrains: { season: 0, baseline: 0 } };
  table.add({ kept: cells, ...counts, ...setting.basket });
  return compareSeasons({
    season: seasonInput(2026, setting.season),
    baseline: seasonInput(2025, setting.baseline),
    scope: { kind: 'national' },
    scopeName: null,
    table,
    horizonHours: 312,
    ...setting.input,
  });
}

export const ORDINARY: World = { season: 2026, baseline: 2025, routes: 24, perRoute: 12, factor: 0.5 };
