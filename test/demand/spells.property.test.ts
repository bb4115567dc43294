import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, DAY_MS, SECOND_MS } from '../../src/calendar/china-time.ts';
import { matchBasket } from '../../src/demand/basket.ts';
import type { DaySpells } from '../../src/demand/spell.ts';
import { buildSpells } from '../../src/demand/spells.ts';
import { buildSpellPair } from '../../src/demand/spells-pair.ts';
import { PollTimes } from '../../src/demand/spells-poll-times.ts';
import { matchPolls } from '../../src/demand/thin-polls.ts';
import type { DayLog } from '../../src/seats/day-log.ts';
import { contextOf, logOf } from './spells-world.ts';

const LETTERS = ['y', '5', 'n', '*', 's', 'o', '?', '-'];
/** Ages in hours on a grid of minutes, ascending, each once; one letter a poll. */
const agesArb = fc
  .uniqueArray(fc.integer({ min: -100, max: 3000 }), { minLength: 1, maxLength: 60 })
  .map((minutes) => minutes.sort((a, b) => a - b).map((minute) => minute / 60));
const looksArb = (letters: readonly string[]) =>
  agesArb.chain((ages) =>
    fc
      .array(fc.constantFrom(...letters), { minLength: ages.length, maxLength: ages.length })
      .map((looks) => ({ ages, looks: looks.join('') })),
  );
const HORIZON = 30;
const context = contextOf({ horizonHours: HORIZON });
const build = ({ ages, looks }: { ages: number[]; looks: string }) =>
  buildSpells(logOf(ages, [{ looks }]), context);

describe('spells', () => {
  /** Poll by poll, as METHODS.md 5.1 reads, with nothing clever. */
  function firstSellOut({ ages, looks }: { ages: number[]; looks: string }): [number, number] | null {
    let lower = 0;
    let candidate: [number, number] | null = null;
    let wasSeen = false;
    for (const [i, age] of ages.entries()) {
      if (age < 0) continue;
      const look = looks[i]!;
      if (look === 's') return null;
      if ('y5'.includes(look)) {
        [lower, candidate, wasSeen] = [age, null, true];
      } else if (look === 'n') {
        if (candidate !== null) return candidate;
        [candidate, wasSeen] = [[lower, age], true];
      } else if (!wasSeen && '*o'.includes(look)) lower = age;
    }
    return null;
  }

  it('end where a plain reading, poll by poll, finds two looks without seats', () => {
    fc.assert(
      fc.property(looksArb(LETTERS), (course) => {
        const spell = build(course).spells[0];
        const found = firstSellOut(course);
        const isKnown = found !== null && found[0] < HORIZON;
        expect(spell?.event ?? false).toBe(isKnown);
        if (spell === undefined || !isKnown) return;
        expect(spell.lower).toBeCloseTo(found[0], 3);
        expect(spell.upper).toBeCloseTo(found[1], 3);
      }),
    );
  });

  it('are in order: entry, lower, upper; on sale no longer than observed, observed no longer than the horizon', () => {
    fc.assert(
      fc.property(looksArb(LETTERS), (course) => {
        const { spells, left } = build(course);
        expect(spells.length + left.length).toBe(1);
        for (const spell of spells) {
          expect(spell.lower).toBeLessThanOrEqual(spell.upper);
          expect(spell.entry === 0 || spell.entry < spell.upper).toBe(true);
          expect(spell.event).toBe(spell.censoredBy === null);
          expect(spell.onSaleHours).toBeLessThanOrEqual(spell.observedHours);
          expect(spell.observedHours).toBeLessThanOrEqual(HORIZON);
          expect(spell.watchedUntil).toBeLessThanOrEqual(HORIZON);
        }
      }),
    );
  });

  it('shifted by whole days are the same but for their dates', () => {
    fc.assert(
      fc.property(looksArb(LETTERS), fc.integer({ min: -30, max: 30 }), (course, days) => {
        const log = logOf(course.ages, [{ looks: course.looks }]);
        const newYear = addDays(context.newYear, days);
        const undated = ({ spells, left, lunarOffset, polls }: DaySpells) => ({
          lunarOffset,
          left,
          polls,
          spells: spells.map(({ travelDate, saleOpensAt, departure, ...spell }) => spell),
        });
        expect(undated(buildSpells(shiftLog(log, days), { ...context, newYear }))).toEqual(
          undated(buildSpells(log, context)),
        );
      }),
    );
  });

  it('seen through fewer polls, without flicker, end in an interval that holds the one seen through more', () => {
    fc.assert(
      fc.property(looksArb(['y', 'n']), fc.infiniteStream(fc.boolean()), ({ ages, looks }, picks) => {
        const steady = `${'y'.repeat(looks.indexOf('n') < 0 ? looks.length : looks.indexOf('n'))}`.padEnd(
          looks.length,
          'n',
        );
        const log = logOf(ages, [{ looks: steady }]);
        const fewer = log.polls.seconds.filter(() => picks.next().value ?? true);
        const all = buildSpells(log, context).spells[0];
        const some = buildSpells(log, { ...context, kept: new Map([['TNV', new PollTimes(fewer)]]) })
          .spells[0];
        if (all === undefined || some === undefined || !some.event) return;
        expect(all.event || some.upper > HORIZON).toBe(true);
        if (!all.event) return;
        expect(some.lower).toBeLessThanOrEqual(all.lower);
        expect(some.upper).toBeGreaterThanOrEqual(all.upper);
      }),
    );
  });
});

describe('two years seen through one schedule', () => {
  const secondsArb = fc
    .uniqueArray(fc.integer({ min: 0, max: 40_000 }), { maxLength: 80 })
    .map((ages) => Uint32Array.from(ages.sort((a, b) => a - b)));
  const match = (one: Uint32Array, other: Uint32Array) =>
    matchPolls({ seconds: one, opening: 0 }, { seconds: other, opening: 0 });

  it('keep as many polls each, pairwise within an hour, in order, none made up', () => {
    fc.assert(
      fc.property(secondsArb, secondsArb, (one, other) => {
        const kept = match(one, other);
        expect(kept.one.length).toBe(kept.other.length);
        for (const [i, age] of kept.one.entries()) {
          expect(one.includes(age) && other.includes(kept.other[i]!)).toBe(true);
          expect(Math.abs(age - kept.other[i]!)).toBeLessThanOrEqual(3600);
          if (i > 0) expect(kept.one[i - 1]! < age && kept.other[i - 1]! < kept.other[i]!).toBe(true);
        }
      }),
    );
  });

  it('keep the same polls with the years changed in place', () => {
    fc.assert(
      fc.property(secondsArb, secondsArb, (one, other) => {
        const kept = match(one, other);
        expect(match(other, one)).toEqual({ one: kept.other, other: kept.one });
      }),
    );
  });

  it('keep every poll of the sparser year when the other one looks twice as often or more', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 2, max: 30 }),
        fc.nat(59),
        (step, times, shift) => {
          const dense = Uint32Array.from({ length: 40 * times }, (_, i) => i * step * 60);
          const sparse = Uint32Array.from({ length: 38 }, (_, i) => i * step * times * 60 + shift);
          if (step * times > 60) return;
          expect(match(dense, sparse).other).toEqual(sparse);
        },
      ),
    );
  });

  it('give, the years changed in place, the same spells in each other’s place', () => {
    fc.assert(
      fc.property(looksArb(LETTERS), looksArb(LETTERS), (one, other) => {
        const [season, baseline] = [one, other].map(({ ages, looks }) => ({
          day: logOf(ages, [{ looks }]),
          context,
        }));
        const straight = buildSpellPair(season!, baseline!);
        expect(buildSpellPair(baseline!, season!)).toEqual({
          season: straight.baseline,
          baseline: straight.season,
        });
      }),
    );
  });

  it('of which one has no log match nothing', () => {
    const season = buildSpellPair({ day: logOf([1, 2], [{ looks: 'yy' }]), context }, null);
    expect(season.baseline).toBeNull();
    expect(matchBasket([season.season!], []).kept).toEqual([]);
  });
});

function shiftLog(log: DayLog, days: number): DayLog {
  const shift = days * DAY_MS;
  const later = (seconds: Uint32Array) => seconds.map((second) => second + shift / SECOND_MS);
  return {
    ...log,
    travelDate: addDays(log.travelDate, days),
    polls: { seconds: later(log.polls.seconds), plannedAt: log.polls.plannedAt.map((at) => at + shift) },
    offers: log.offers.map((offer) => ({
      ...offer,
      departure: offer.departure! + shift,
      saleOpensAt: offer.saleOpensAt! + shift,
      seconds: later(offer.seconds),
    })),
  };
}
