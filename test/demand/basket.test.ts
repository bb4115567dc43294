import { describe, expect, it } from 'vitest';
import { instantAt } from '../../src/calendar/china-time.ts';
import { type MatchedBasket, matchBasket } from '../../src/demand/basket.ts';
import { inScope } from '../../src/demand/basket-scope.ts';
import type { Scope } from '../../src/demand/scope-schema.ts';
import type { DaySpells } from '../../src/demand/spell.ts';
import { buildSpells } from '../../src/demand/spells.ts';
import { contextOf, EVE, every, logOf, type SeenOffer } from './spells-world.ts';

const STEADY = every(1 / 6, 30);
/** Nobody looked in the first two hours. */
const LATE = STEADY.filter((age) => age > 2);

const dayOf = (offers: Partial<SeenOffer>[], { ages = STEADY, offset = -1 } = {}): DaySpells => {
  const context = contextOf({ horizonHours: 30 });
  const day = buildSpells(
    logOf(
      ages,
      offers.map((offer) => ({ looks: 'yynn', ...offer })),
    ),
    context,
  );
  const spells = day.spells.map((spell) => ({ ...spell, lunarOffset: offset }));
  return { ...day, lunarOffset: offset, spells };
};
const trains = (...codes: string[]): Partial<SeenOffer>[] => codes.map((trainCode) => ({ trainCode }));
const cellsOf = ({ kept }: MatchedBasket) =>
  kept.map(({ matchedBy, season, baseline }) => [
    matchedBy,
    season.map(({ trainCode }) => trainCode).join(' '),
    baseline.map(({ trainCode }) => trainCode).join(' '),
  ]);

describe('the basket', () => {
  it('matches by train code where the codes of the pair persist', () => {
    const basket = matchBasket([dayOf(trains('G1', 'G2', 'G3'))], [dayOf(trains('G1', 'G2', 'G3'))]);
    expect(cellsOf(basket)).toEqual([
      ['trainCode', 'G1', 'G1'],
      ['trainCode', 'G2', 'G2'],
      ['trainCode', 'G3', 'G3'],
    ]);
  });

  it('keeps trains that only one year has out of both, and counts them', () => {
    const basket = matchBasket([dayOf(trains('G1', 'G2', 'G9'))], [dayOf(trains('G1', 'G2'))]);
    expect(basket).toMatchObject({ cells: 2, extraTrains: { season: 1, baseline: 0 } });
  });

  it('keeps trains with the letter of extra trains out, though both years ran them', () => {
    const basket = matchBasket([dayOf(trains('G1', 'L22'))], [dayOf(trains('G1', 'L22'))]);
    expect(cellsOf(basket)).toEqual([['trainCode', 'G1', 'G1']]);
    expect(basket.extraTrains).toEqual({ season: 1, baseline: 1 });
  });

  it('matches groups of kind and quarter of the day where the pair was renumbered, and says so', () => {
    const at = (trainCode: string, time: string) => ({ trainCode, departure: instantAt(EVE, time) });
    const season = [
      at('G11', '08:00'),
      at('G12', '09:00'),
      at('K13', '09:30'),
      at('1461', '10:00'),
      at('L14', '08:30'),
    ];
    const baseline = [at('G801', '07:10'), at('K802', '19:00'), at('1462', '11:59'), at('L14', '08:30')];
    const basket = matchBasket([dayOf(season)], [dayOf(baseline)]);
    expect(cellsOf(basket)).toEqual([
      ['group', 'G11 G12', 'G801'],
      ['group', '1461', '1462'],
    ]);
    expect(basket).toMatchObject({
      unmatched: { season: 1, baseline: 1 },
      extraTrains: { season: 1, baseline: 1 },
    });
  });

  it.each([
    ['class', dayOf([{ trainCode: 'G1', seatClass: 'M' }])],
    ['boarding station', dayOf([{ trainCode: 'G1', origin: 'TYV' }])],
    ['lunar offset', dayOf(trains('G1'), { offset: 3 })],
  ])('leaves a cell of another %s out of both years', (_, baseline) => {
    const basket = matchBasket([dayOf(trains('G1'))], [baseline]);
    expect(basket).toMatchObject({ kept: [], cells: 0, unmatched: { season: 1, baseline: 1 } });
  });

  it('leaves a cell that one year did not watch well out of both, and counts it', () => {
    const days = { season: [dayOf(trains('G1'))], baseline: [dayOf(trains('G1'), { ages: LATE })] };
    expect(matchBasket(days.season, days.baseline)).toMatchObject({
      kept: [],
      cells: 1,
      keptCells: 0,
      thinlyWatched: { season: 1, baseline: 1 },
    });
  });

  it('decides pair by pair: all at once or one after the other gives the same cells', () => {
    const other = (day: DaySpells): DaySpells => {
      const pair = { from: 'TNV', to: 'SHH' };
      return { ...day, pair, spells: day.spells.map((spell) => ({ ...spell, pair })) };
    };
    const season = [dayOf(trains('G1', 'G2')), other(dayOf(trains('G5')))];
    const baseline = [dayOf(trains('G1', 'G2')), other(dayOf(trains('G6')))];
    const apart = season.flatMap((day, i) => matchBasket([day], [baseline[i]!]).kept);
    expect(matchBasket(season, baseline).kept).toEqual(apart);
    expect(apart.map(({ matchedBy }) => matchedBy)).toEqual(['trainCode', 'trainCode', 'group']);
  });

  it('with its years changed in place has the same cells, the years changed in place', () => {
    const [season, baseline] = [dayOf(trains('G1', 'G2', 'L3', 'G9')), dayOf(trains('G1', 'G2', 'D4'))];
    const one = matchBasket([season], [baseline]);
    const other = matchBasket([baseline], [season]);
    expect(other.kept.map((cell) => [cell.baseline, cell.season])).toEqual(
      one.kept.map((cell) => [cell.season, cell.baseline]),
    );
    expect([other.cells, other.extraTrains.baseline]).toEqual([one.cells, one.extraTrains.season]);
  });

  it('of a year without data has no cells', () => {
    expect(matchBasket([dayOf(trains('G1'))], [])).toMatchObject({
      kept: [],
      cells: 0,
      extraTrains: { season: 0, baseline: 0 },
      unmatched: { season: 1, baseline: 0 },
    });
  });
});

describe('a scope', () => {
  const corridor: Scope = { kind: 'corridor', stations: ['BXP', 'TNV', 'HGH'] };
  it.each([
    ['national', { kind: 'national' }, 'TNV', 'HGH', true],
    ['its pair', { kind: 'pair', from: 'TNV', to: 'HGH' }, 'TNV', 'HGH', true],
    ['not the pair back', { kind: 'pair', from: 'TNV', to: 'HGH' }, 'HGH', 'TNV', false],
    ['pairs that begin at its station', { kind: 'station', telecode: 'TNV' }, 'TNV', 'HGH', true],
    ['not pairs that end there', { kind: 'station', telecode: 'HGH' }, 'TNV', 'HGH', false],
    ['pairs along its corridor', corridor, 'BXP', 'HGH', true],
    ['not against its direction', corridor, 'HGH', 'BXP', false],
    ['not pairs that leave its corridor', corridor, 'TNV', 'SHH', false],
    ['not pairs that come from elsewhere', corridor, 'SHH', 'HGH', false],
  ] as const)('holds %s', (_, scope, from, to, holds) => {
    expect(inScope({ pair: { from, to } }, scope as Scope)).toBe(holds);
  });
});
