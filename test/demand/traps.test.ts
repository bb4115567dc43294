import { describe, expect, it } from 'vitest';
import { newYearDayOf } from '../../src/calendar/new-year.ts';
import { matchBasket } from '../../src/demand/basket.ts';
import { compareVolumes } from '../../src/demand/compare-volumes.ts';
import { restrictedMean } from '../../src/demand/restricted-mean.ts';
import type { DaySpells, Spell } from '../../src/demand/spell.ts';
import { buildSpells } from '../../src/demand/spells.ts';
import { buildSpellPair } from '../../src/demand/spells-pair.ts';
import { survivalCurve } from '../../src/demand/survival-curve.ts';
import { hasWaitlist } from '../../src/demand/waitlist-era.ts';
import { compareCells, ORDINARY, worldCells } from './compare-world.ts';
import { contextOf, every, logOf, type SeenOffer } from './spells-world.ts';

/**
 * The traps of METHODS.md section 4 by number: each test first falls into the trap, with the guard taken away, and then
 * shows what the guard makes of the same data.
 */

const volumeDay = (season: number, baseline: number, offset: number) =>
  compareVolumes(season, baseline).days.find(({ lunarOffset }) => lunarOffset === offset)!;
const levelOf = ({ actual, derived }: ReturnType<typeof volumeDay>['season']) =>
  (actual ?? derived)!.passengers10k;
const volumeWarnings = (season: number, baseline: number) =>
  compareVolumes(season, baseline).warnings.map(({ code }) => code);
const codesOf = ({ warnings }: { warnings: { code: string }[] }) => warnings.map(({ code }) => code);
const percentOf = (top: number, base: number) => Math.round(1000 * (top / base - 1)) / 10;

const HORIZON = 30;
const context = contextOf({ horizonHours: HORIZON });
const STEADY = every(1 / 6, 36);
/** An offer on sale up to an hour of the sale, as polls saw it. */
const lasting = (ages: readonly number[], hours: number): string =>
  ages.map((age) => (age < hours ? 'y' : 'n')).join('');
const dayOf = (ages: readonly number[], offers: readonly SeenOffer[]): DaySpells =>
  buildSpells(logOf(ages, offers), context);
const meanHours = (spells: readonly Spell[]): number =>
  restrictedMean(
    survivalCurve(spells.map(({ lower, upper, event }) => ({ time: (lower + upper) / 2, event }))),
    HORIZON,
  )!.mean;

describe('trap 1, weekdays', () => {
  it('a single day of 2025 is 79.2 % above 2024 in a season 6.1 % up: a Saturday beside a Tuesday', () => {
    const day = volumeDay(2025, 2024, 24);
    expect([day.change?.percent, day.season.weekday.en, day.baseline.weekday.en]).toEqual([
      79.2,
      'Saturday',
      'Tuesday',
    ]);
    expect(day.comparable).toBe(false);
    expect(volumeWarnings(2025, 2024)).toContain('weekday-mix');
    expect(codesOf(compareCells(worldCells(ORDINARY)))).toContain('weekday-mix');
  });
});

describe('trap 2, lunar labels', () => {
  it('腊月廿六 is four days before New Year in 2025 and five in 2024: by its label the day is up 24.6 %, by offset 17.9 %', () => {
    const [byLabel2025, byLabel2024] = [volumeDay(2025, 2024, -4).season, volumeDay(2025, 2024, -5).baseline];
    expect([byLabel2025.date, byLabel2024.date]).toEqual(['2025-01-25', '2024-02-05']);
    expect(percentOf(levelOf(byLabel2025), levelOf(byLabel2024))).toBe(24.6);
    expect(volumeDay(2025, 2024, -4).baseline.date).toBe('2024-02-06');
    expect(volumeDay(2025, 2024, -4).change?.percent).toBe(17.9);
  });

  it('a spell is placed by its days from New Year’s Day alone', () => {
    const offsets = [2024, 2025].map((year) => {
      const newYear = newYearDayOf(year)!;
      return buildSpells({ ...logOf([1, 2], []), travelDate: newYear }, { ...context, newYear }).lunarOffset;
    });
    expect(offsets).toEqual([0, 0]);
  });
});

describe('trap 3, holiday length', () => {
  it('the holiday of 2026 is 25.7 % above 2025 in total: of that, 11.7 % a day, the rest a ninth day', () => {
    const { holiday } = compareVolumes(2026, 2025);
    expect(holiday.changeTotalPercent).toBe(25.7);
    expect(holiday.changePerDayPercent).toBe(11.7);
    expect(volumeWarnings(2026, 2025)).toContain('holiday-length');
    expect(codesOf(compareCells(worldCells(ORDINARY)))).toContain('holiday-length');
  });
});

describe('trap 4, presale windows', () => {
  const offsets = [-10, -5, -1];
  const cells = worldCells({ ...ORDINARY, season: 2024, baseline: 2019, offsets });
  const setting = (season: number, baseline: number) => ({
    season: { year: season },
    baseline: { year: baseline },
  });

  it('cells of 2024 and 2019 are enough for a ratio, were they of equal windows; 15 days of sale beside 30 are not', () => {
    expect(compareCells(cells, setting(2024, 2025)).headline.kind).toBe('timeOnSale');
    const comparison = compareCells(cells, setting(2024, 2019));
    expect(comparison.headline.kind).not.toMatch(/timeOnSale/);
    expect(comparison.comparablePart).toBeNull();
    expect(codesOf(comparison)).toContain('presale-windows-differ');
  });
});

describe('trap 5, early or late New Year', () => {
  it('the first days of a season compare badly where New Year came 19 days later', () => {
    expect(volumeDay(2026, 2025, -15).change?.percent).toBe(17.8);
    expect(volumeWarnings(2026, 2025)).toContain('early-or-late-new-year');
    expect(volumeWarnings(2023, 2020)).not.toContain('early-or-late-new-year');
    expect(codesOf(compareCells(worldCells(ORDINARY)))).toContain('early-or-late-new-year');
  });
});

describe('trap 6, supply', () => {
  const usual = ['G1', 'G2', 'G3'].map((trainCode) => ({ trainCode, looks: lasting(STEADY, 10) }));
  const extra = ['L901', 'G999'].map((trainCode) => ({ trainCode, looks: lasting(STEADY, 40) }));
  const [season, baseline] = [dayOf(STEADY, [...usual, ...extra]), dayOf(STEADY, usual)];

  it('two extra trains make tickets last 80 % longer, though not one of the usual trains was easier to get', () => {
    expect(percentOf(meanHours(season.spells), meanHours(baseline.spells))).toBeGreaterThan(75);
    const { kept, extraTrains } = matchBasket([season], [baseline]);
    const side = (which: 'season' | 'baseline') => meanHours(kept.flatMap((cell) => cell[which]));
    expect(side('season')).toBe(side('baseline'));
    expect(extraTrains).toEqual({ season: 2, baseline: 0 });
  });
});

describe('trap 7, the waitlist since 2019', () => {
  it('tickets came back more often in 2018, when no waitlist took them: not comparable', () => {
    expect([hasWaitlist(2018), hasWaitlist(2020)]).toEqual([false, true]);
    const cells = worldCells({ ...ORDINARY, season: 2020, baseline: 2018 });
    for (const cell of cells) {
      cell.baseline = cell.baseline.map((spell) => ({
        ...spell,
        reopenings: spell.event ? [spell.upper + 1] : [],
      }));
    }
    const comparison = compareCells(cells, { season: { year: 2020 }, baseline: { year: 2018 } });
    const { reopenings } = comparison.secondary;
    if (reopenings.kind !== 'reopenings')
      throw new Error(`expected reopenings, got ${JSON.stringify(reopenings)}`);
    expect(reopenings.season.mean).toBeLessThan(reopenings.baseline.mean);
    expect(reopenings.comparable).toBe(false);
    expect(codesOf(comparison)).toContain('waitlist-since-2019');
  });
});

describe('trap 8, counts are censored', () => {
  const looks = 'yyy5y5ynn';
  it('有 read as a number is none: gone at the first look. It is at least one seat, so the sell-out is where 无 begins', () => {
    const numbers: Record<string, string> = { y: '有', '5': '5', n: '无' };
    const readAsNumber = [...looks].findIndex((look) => !(Number(numbers[look]) > 0));
    expect(readAsNumber).toBe(0);
    const { spells } = dayOf(every(1, 9), [{ looks }]);
    expect(spells[0]).toMatchObject({ event: true, lower: 7, upper: 8, reopenings: [] });
  });
});

describe('trap 9, restricted, not sold out', () => {
  const ages = every(1, 9);
  const short: SeenOffer = { looks: 'ynnnnnnnn' };
  const long: SeenOffer = { looks: 'yyyyyyyyy', origin: 'TYV' };

  it('a train with its short leg gone is not sold out: each boarding and alighting is a subject of its own', () => {
    const anyLegGone = [short, long].some(({ looks }) => looks.includes('n'));
    expect(anyLegGone).toBe(true);
    const { spells } = dayOf(ages, [short, long]);
    expect(spells.map(({ event, upper }) => [event, upper])).toEqual([
      [true, 2],
      [false, 9],
    ]);
  });

  it('quota held back (`*`) is not sold out, and released hours later it is a late entry, out of the headline', () => {
    const { spells, left } = dayOf(ages, [{ looks: '****yyynn' }, { looks: '*********', trainCode: 'G2' }]);
    expect(spells[0]).toMatchObject({ entry: 5, lower: 7, upper: 8 });
    expect(left).toEqual([{ reason: 'notReleased', trainCode: 'G2', seatClass: 'O' }]);
  });
});

describe('trap 10, an epidemic base', () => {
  it('2024 opened 78 % above 2023, which says nothing about scarcity', () => {
    expect(volumeDay(2024, 2023, -15).change?.percent).toBe(78);
    expect(volumeWarnings(2024, 2023)).toContain('epidemic-baseline');
    const cells = worldCells({ ...ORDINARY, season: 2024, baseline: 2023 });
    const comparison = compareCells(cells, { season: { year: 2024 }, baseline: { year: 2023 } });
    expect(codesOf(comparison)).toContain('epidemic-baseline');
  });
});

describe('trap 11, preliminary and final', () => {
  it('the preliminary total of 2021 gives another change than was published: the stage is kept and warned of', () => {
    const { totals } = compareVolumes(2021, 2019);
    const [published, actual] = totals.changes;
    expect([published?.percent, actual?.percent]).toEqual([-46.5, -46.3]);
    expect([totals.season?.actual?.stage, totals.baseline?.actual?.stage]).toEqual([
      'preliminary',
      'preliminary',
    ]);
    expect(volumeWarnings(2021, 2019)).toContain('total-not-final');
  });

  it('of the two holiday totals of 2023 that went out on one day the more precise is kept, and the other named', () => {
    const { season } = compareVolumes(2023, 2022).holiday;
    expect(season?.total10k).toBe(5017.4);
    expect(season?.note).toContain('5014');
  });
});

describe('trap 12, flicker', () => {
  /** The precedent's course: gone at one poll, there again at the next. */
  const looks = 'yynyyyynyynnnn';
  it('a single look without seats would end the sale at hour 3 of 11, and make two returns of nothing', () => {
    expect([...looks].indexOf('n') + 1).toBe(3);
    expect(looks.match(/n(?=y)/g)).toHaveLength(2);
    const { spells } = dayOf(every(1, 14), [{ looks }]);
    expect(spells[0]).toMatchObject({ event: true, lower: 10, upper: 11, reopenings: [] });
  });
});

describe('trap 13, outages at sale peaks', () => {
  const hot = { trainCode: 'G1', seatClass: 'O' as const };
  /** Gone in 4 minutes in both years; this year nobody could look for three hours. */
  const outage = STEADY.filter((age) => age > 3);
  const [season, baseline] = [outage, STEADY].map((ages) =>
    dayOf(ages, [{ ...hot, looks: lasting(ages, 4 / 60) }]),
  );

  it('a route gone in minutes seems to last twenty times as long where nobody looked: its cell leaves both years', () => {
    expect(meanHours(season!.spells) / meanHours(baseline!.spells)).toBeGreaterThan(15);
    expect(season!.spells[0]).toMatchObject({ event: true, lower: 0, wellCovered: false });
    const { kept, cells, thinlyWatched } = matchBasket([season!], [baseline!]);
    expect([kept, cells, thinlyWatched]).toEqual([[], 1, { season: 1, baseline: 1 }]);
    const comparison = compareCells(worldCells(ORDINARY), { basket: { cells: 300, keptCells: 288 } });
    expect(codesOf(comparison)).toContain('outages-at-openings');
  });

  it('missing looks taken for sold out would end a sale; they widen the interval instead', () => {
    const ages = [...every(1 / 6, 2), ...every(1 / 6, 30, 9)];
    const looks = lasting(ages, 12);
    const { spells } = dayOf(ages, [{ looks }]);
    expect(spells[0]?.lower).toBeGreaterThan(11.8);
    const { spells: wide } = dayOf(ages, [{ looks: lasting(ages, 5) }]);
    expect(wide[0]?.lower).toBeCloseTo(2, 1);
    expect(wide[0]?.upper).toBeCloseTo(9, 1);
  });
});

describe('the same polling schedule in both years (METHODS.md 5.2)', () => {
  const HOURS = [0.2, 0.4, 0.7, 1.3, 1.6, 2.2, 2.4, 3.1];
  const logged = (minutes: number) => {
    const ages = every(minutes / 60, 36);
    const offers = HOURS.map((hours, i) => ({ trainCode: `G${i}`, looks: lasting(ages, hours) }));
    return { day: logOf(ages, offers), context: { ...context, usualIntervalMinutes: minutes } };
  };

  it('equal seasons, one looked at every 5 minutes and one every hour, seem to differ: thinned they do not', () => {
    const [dense, sparse] = [logged(5), logged(60)];
    const apart = [dense, sparse].map(({ day, context: its }) => meanHours(buildSpells(day, its).spells));
    expect(percentOf(apart[1]!, apart[0]!)).toBeGreaterThan(4);
    const { season, baseline } = buildSpellPair(dense, sparse);
    expect(meanHours(season!.spells)).toBe(meanHours(baseline!.spells));
    expect(season!.polls.kept).toBeLessThan(season!.polls.ok);
  });
});
