import { describe, expect, it } from 'vitest';
import { HOUR_MS, instantAt } from '../../src/calendar/china-time.ts';
import { isUnderMaintenance, SERVICE_HOURS } from '../../src/calendar/service-hours.ts';
import type { Spell } from '../../src/demand/spell.ts';
import { buildSpells } from '../../src/demand/spells.ts';
import { planSaleOpenings } from '../../src/demand/spells-opening.ts';
import { PollTimes } from '../../src/demand/spells-poll-times.ts';
import { createStationTable } from '../../src/stations/station-table.ts';
import {
  contextOf,
  DEPARTURE,
  DEPARTURE_AGE,
  EVE,
  every,
  logOf,
  OPENING,
  type SeenOffer,
} from './spells-world.ts';

const onlyOne = (ages: number[], looks: string, offer: Partial<SeenOffer> = {}, changes = {}) =>
  buildSpells(logOf(ages, [{ ...offer, looks }]), contextOf(changes));
const spellOf = (ages: number[], looks: string, changes = {}): Spell => {
  const { spells, left } = onlyOne(ages, looks, {}, changes);
  expect(left).toEqual([]);
  return spells[0]!;
};
const reasonOf = (ages: number[], looks: string, offer: Partial<SeenOffer> = {}) =>
  onlyOne(ages, looks, offer).left[0]?.reason;

describe('a spell', () => {
  /** Looks at hours 0.1, 0.5, 1, 2, 3, 4, 5, …: [what they saw, entry, lower, upper, event or why not]. */
  const AGES = [0.1, 0.5, 1, 2, 3, 4, 5];
  it.each([
    ['ends between the last look with seats and the first without', 'yyynnnn', 0, 1, 2, true],
    ['of a few seats is as much on sale as one of plenty', '555nnnn', 0, 1, 2, true],
    ['that was gone at the first look ended in (0, R]', 'nnnnnnn', 0, 0, 0.1, true],
    ['goes on when only one look saw it gone', 'yynyyyy', 0, 5, 5, 'lastPoll'],
    ['ends at the first of two looks that saw it gone', 'yynynny', 0, 2, 3, true],
    ['is not ended by a last look that no second one confirmed', 'yyyyyyn', 0, 4, 4, 'lastPoll'],
    ['is confirmed across looks that could not tell', 'yyn??nn', 0, 0.5, 1, true],
    ['has a wider end when looks between could not tell', 'yy???nn', 0, 0.5, 4, true],
    ['is not ended by an answer without the train', 'yyy----', 0, 1, 1, 'lastPoll'],
    ['is not ended by a class that is no longer offered', 'yyyoooo', 0, 1, 1, 'lastPoll'],
    ['is not ended by sales held back again', 'yyy****', 0, 1, 1, 'lastPoll'],
    ['is censored where the train is suspended', 'yyysnnn', 0, 1, 1, 'suspended'],
    ['keeps a sell-out from before the suspension', 'ynnssss', 0, 0.1, 0.5, true],
    ['begins late when its quota was released late', '****yyn', 3, 4, 4, 'lastPoll'],
    ['released late and gone at once ended since the last look before', '****nnn', 2, 2, 3, true],
    ['released within the hour counts from the opening', '*yyynnn', 0, 2, 3, true],
    ['released within the hour and gone at once ended since that look', '*nnnnnn', 0, 0.1, 0.5, true],
    ['of a train added later begins late', '    yyy', 3, 5, 5, 'lastPoll'],
  ])('%s', (_, looks, entry, lower, upper, end) => {
    const spell = spellOf(AGES, looks);
    expect(spell).toMatchObject({
      event: end === true,
      censoredBy: end === true ? null : end,
    });
    for (const [key, hours] of Object.entries({ entry, lower, upper })) {
      expect(spell[key as 'entry'], key).toBeCloseTo(hours, 3);
    }
  });

  it('watched only from hour 5 on enters there when it is still on sale', () => {
    expect(spellOf([5, 6, 7, 8], 'yynn')).toMatchObject({ entry: 5, lower: 6, upper: 7, event: true });
  });

  it('watched only from hour 5 on and gone by then ended in (0, 5]', () => {
    expect(spellOf([5, 6], 'nn')).toMatchObject({
      entry: 0,
      lower: 0,
      upper: 5,
      event: true,
      wellCovered: false,
    });
  });

  it('that outlasts the horizon is censored there, whatever came later', () => {
    expect(spellOf([0.5, 300, 313, 314, 315], 'yyynn')).toMatchObject({
      event: false,
      lower: 312,
      upper: 312,
      censoredBy: 'horizon',
      watchedUntil: 312,
    });
  });

  it('that ended between looks on both sides of the horizon keeps both', () => {
    expect(spellOf([0.5, 311, 313, 314], 'yynn')).toMatchObject({ event: true, lower: 311, upper: 313 });
  });

  it('ends with the departure when the horizon is later', () => {
    const ages = [...every(1, 334), 334.5, 335, 336];
    const spell = spellOf(ages, `${'y'.repeat(335)}--`, { horizonHours: 672 });
    expect(spell).toMatchObject({ event: false, upper: 334.5, censoredBy: 'departure' });
    expect(spell.observedHours).toBeCloseTo(DEPARTURE_AGE - 1, 6);
  });

  it('takes no notice of looks before the opening', () => {
    expect(spellOf([-48, -1, 0.5, 1], 'nnyy')).toMatchObject({ event: false, lower: 1, entry: 0 });
  });

  it('tells how often it came back, and not of what flickered', () => {
    const ages = every(1, 12);
    expect(spellOf(ages, 'yynnynnynynn').reopenings).toEqual([5, 8]);
    expect(spellOf(ages, 'yynnynnynynn', { horizonHours: 6 }).reopenings).toEqual([5]);
    expect(spellOf(ages, 'yynyyyyyyyyy').reopenings).toEqual([]);
  });
});

describe('hours on sale', () => {
  it('carry each state to the next look, but for an hour at the most', () => {
    const spell = spellOf([0, 0.5, 1, 6, 6.5], 'yynny');
    expect(spell.onSaleHours).toBeCloseTo(1, 6);
    expect(spell.observedHours).toBeCloseTo(2.5, 6);
  });

  it('count neither looks that could not tell nor what came after the last', () => {
    const spell = spellOf([0, 0.5, 1, 1.5, 2], 'y?yny');
    expect([spell.onSaleHours, spell.observedHours]).toEqual([1, 1.5]);
  });

  it('end at the horizon', () => {
    expect(spellOf([0, 0.5, 1, 1.5], 'yyyy', { horizonHours: 1.25 }).observedHours).toBeCloseTo(1.25, 6);
  });
});

describe('the state at leads of 7, 3 and 1 days', () => {
  const at = (lead: number) => DEPARTURE_AGE - lead;
  it('is that of the nearest look within half an hour', () => {
    const ages = [0.5, at(168) - 0.4, at(168) + 0.2, at(72) - 0.6, at(72) + 0.51, at(24)];
    expect(spellOf(ages, 'yynnny').atLead).toEqual(['gone', 'unobserved', 'onSale']);
  });

  it('asks the next nearest where the nearest could not tell, and never calls that sold out', () => {
    const ages = [0.5, at(168) - 0.3, at(168), at(72), at(24) - 0.1];
    expect(spellOf(ages, 'yy?-s').atLead).toEqual(['onSale', 'unobserved', 'unobserved']);
  });

  it('before the sale opened is unobserved', () => {
    const departure = OPENING + 100 * HOUR_MS;
    const { spells } = onlyOne([-68, 0.5, 28, 76], 'nyyy', { departure });
    expect(spells[0]?.atLead).toEqual(['unobserved', 'onSale', 'onSale']);
  });
});

describe('an offer is no spell, and is listed with the reason,', () => {
  it.each([
    ['when it was never released', '****', {}, 'notReleased'],
    ['when no look could tell', '?--?', {}, 'neverSeen'],
    ['when the train was suspended before anyone saw it on sale', '**ss', {}, 'suspended'],
    ['when it was once seen gone and nothing more', '???n', {}, 'neverSeen'],
    ['when nobody knows when its sale opened', 'yyyy', { saleOpensAt: null }, 'noOpening'],
    ['when its sale would open after it has left', 'yyyy', { saleOpensAt: DEPARTURE }, 'noOpening'],
    ['when nobody knows when it leaves', 'yyyy', { departure: null }, 'noDeparture'],
  ] as const)('%s', (_, looks, offer, reason) => {
    expect(reasonOf([0.5, 1, 1.5, 2], looks, offer)).toBe(reason);
  });

  it('when nobody looked at all: no polls give no spells, never zeros', () => {
    const { spells, left } = onlyOne([], '');
    expect([spells, left.map(({ reason }) => reason)]).toEqual([[], ['neverSeen']]);
  });
});

describe('coverage', () => {
  const steady = every(1 / 6, 30);
  const coverageOf = (ages: number[], failed: number[] = [], changes = {}) =>
    buildSpells(logOf(ages, [{ looks: 'y' }], failed), contextOf({ horizonHours: 30, ...changes }));

  it.each([
    ['of a look every ten minutes is full', steady, [], 1, 10, true],
    [
      'misses what a gap of the evening missed',
      steady.filter((age) => age < 6 || age > 9),
      [],
      0.829,
      10,
      false,
    ],
    [
      'counts polls that failed',
      steady.filter((_, i) => i % 5 !== 4),
      steady.filter((_, i) => i % 5 === 4),
      0.8,
      20,
      false,
    ],
    [
      'asks for a look an hour in the first six',
      steady.filter((age) => age < 2 || age > 3.1),
      [],
      0.937,
      80,
      false,
    ],
    ['begins at the opening', steady.filter((age) => age > 1.1), [], 0.946, 70, false],
  ])('%s', (_, ages, failed, goodShare24h, longestGap6hMinutes, wellCovered) => {
    const { coverage, spells } = coverageOf(ages, failed);
    expect(coverage[0]?.goodShare24h).toBeCloseTo(goodShare24h, 2);
    expect(coverage[0]?.longestGap6hMinutes).toBeCloseTo(longestGap6hMinutes, 1);
    expect(spells[0]?.wellCovered).toBe(wellCovered);
  });

  it('misses nothing while 12306 is under maintenance, nor after the end of what is known', () => {
    const open = steady.filter((age) => !isUnderMaintenance(SERVICE_HOURS, OPENING + age * HOUR_MS));
    expect(open.length).toBeLessThan(steady.length);
    const [whole] = coverageOf(open).coverage;
    expect(whole?.goodShare24h).toBeCloseTo(1, 6);
    const begun = coverageOf(
      steady.filter((age) => age < 2),
      [],
      { knownUntil: OPENING + 2 * HOUR_MS },
    );
    expect(begun.coverage[0]?.longestGap6hMinutes).toBeCloseTo(10, 1);
  });

  it('of denser polls at the opening hides no gap after them', () => {
    const ages = [...every(1 / 120, 2), ...every(1 / 6, 30, 14)];
    expect(coverageOf(ages).coverage[0]?.goodShare24h).toBeLessThan(0.65);
  });

  it('does not miss a poll that failed first and was answered by the same plan', () => {
    const log = logOf(steady, [{ looks: 'y' }], [4.01]);
    log.failed[0]!.plannedAt = log.polls.plannedAt[30]!;
    expect(buildSpells(log, contextOf({ horizonHours: 30 })).coverage[0]?.goodShare24h).toBe(1);
  });

  it('asks nothing of hours that had not come when the log was read', () => {
    const ages = every(1 / 6, 12);
    expect(coverageOf(ages).coverage[0]?.goodShare24h).toBeCloseTo(0.5, 1);
    expect(coverageOf(ages, [], { knownUntil: OPENING + 12 * HOUR_MS }).coverage[0]?.goodShare24h).toBe(1);
  });

  it('is each boarding station’s own where their sales open at different times', () => {
    const late = OPENING + 2 * HOUR_MS;
    const offers = [{ looks: 'y' }, { origin: 'TYV', saleOpensAt: late, looks: 'y' }];
    const { coverage, spells } = buildSpells(logOf(steady.slice(6), offers), contextOf({ horizonHours: 28 }));
    expect(coverage.map(({ saleOpensAt }) => saleOpensAt)).toEqual([OPENING, late]);
    expect(spells.map(({ wellCovered }) => wellCovered)).toEqual([false, true]);
  });

  it('tells the usual time between looks in the first hour', () => {
    expect(coverageOf(steady).coverage[0]?.pollGapMinutes).toBeCloseTo(10, 1);
    expect(coverageOf(every(1, 30)).coverage[0]?.pollGapMinutes).toBe(60);
    expect(coverageOf([]).coverage[0]?.pollGapMinutes).toBeNull();
  });
});

describe('the sale opening', () => {
  const openings = planSaleOpenings(createStationTable(), '2021-02-11');
  it('is what 12306’s row states', () => {
    expect(openings({ origin: 'TNV', saleOpensAt: OPENING })).toBe(OPENING);
  });

  it('is else the presale rule’s day at the boarding station’s hour of that day', () => {
    const time = createStationTable().saleTimeOn('TNV', '2021-01-13');
    expect(openings({ origin: 'TNV', saleOpensAt: null })).toBe(instantAt('2021-01-13', time!));
  });

  it('is unknown where the station’s hour or the rule is unknown', () => {
    expect(openings({ origin: 'ZZZ', saleOpensAt: null })).toBeNull();
    expect(
      planSaleOpenings(createStationTable(), '2009-01-01')({ origin: 'TNV', saleOpensAt: null }),
    ).toBeNull();
  });
});

describe('a day', () => {
  it('counts its polls since the opening, and those of them it was built from', () => {
    expect(onlyOne([-1, 1, 2, 3], 'yyyy').polls).toEqual({ ok: 3, kept: 3 });
    const log = logOf([-1, 1, 2, 3], [{ looks: 'y' }]);
    const kept = new Map([['TNV', new PollTimes(log.polls.seconds.slice(1, 3))]]);
    expect(buildSpells(log, contextOf({ kept })).polls).toEqual({ ok: 3, kept: 2 });
  });

  it('is placed by days from New Year’s Day', () => {
    expect(onlyOne([1, 2], 'yy')).toMatchObject({
      travelDate: EVE,
      lunarOffset: -1,
      provenance: 'synthetic',
    });
  });
});
