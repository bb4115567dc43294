import { describe, expect, it } from 'vitest';
import { addDays, daysBetween } from '../../src/calendar/china-time.ts';
import { HONG_KONG_LADDERS } from '../../src/refund/hong-kong.data.ts';
import { LADDERS } from '../../src/refund/ladders.data.ts';
import type { Rule } from '../../src/refund/rule.ts';
import { ALL_RULES, arrangeRulesOn, rulesOn } from '../../src/refund/rules-on.ts';
import { SOURCES } from '../../src/refund/sources.data.ts';

const idsOn = (day: string, kind: Rule['kind']) =>
  rulesOn(day)
    .filter((rule) => rule.kind === kind)
    .map(({ id }) => id);

describe('the rule book', () => {
  it('has exactly one ladder in force on each day since 2011-09-25', () => {
    for (let day = '2011-09-25'; day <= '2027-12-31'; day = addDays(day, 1)) {
      expect(idsOn(day, 'ladder'), day).toHaveLength(1);
    }
  });

  it.each([
    ['the ladders', LADDERS],
    ['the Hong Kong ladders', HONG_KONG_LADDERS],
    ['the online cut-offs', ALL_RULES.filter(({ kind }) => kind === 'onlineCutoff')],
    ['the service hours', ALL_RULES.filter(({ kind }) => kind === 'serviceHours')],
    ['rebook-then-refund', ALL_RULES.filter(({ id }) => id === 'REBOOK_5')],
    ['the rebooking versions', ALL_RULES.filter(({ id }) => /^REBOOK_(OLD|2\d+)$/.test(id))],
  ])('%s follow each other without a gap, the last one open', (_, rows) => {
    for (const [index, row] of rows.entries()) {
      const before = rows[index - 1];
      if (before !== undefined) expect(row.from).toBe(addDays(before.to ?? '', 1));
    }
    expect(rows.at(-1)?.to).toBeNull();
  });

  it('gives every row a source we can name, both languages, and days in order', () => {
    for (const rule of ALL_RULES) {
      expect(rule.sources.length, rule.id).toBeGreaterThan(0);
      for (const code of rule.sources) expect(SOURCES[code].title.length).toBeGreaterThan(0);
      for (const { zh, en } of [rule.name, rule.scope, rule.text]) {
        expect(zh).toMatch(/[\u4e00-\u9fff]/);
        expect(en).toMatch(/^[\x20-\x7e’–]+$/);
      }
      if (rule.from !== null && rule.to !== null)
        expect(daysBetween(rule.from, rule.to)).toBeGreaterThanOrEqual(0);
    }
  });
});

describe('the rules on a day', () => {
  it.each([
    ['2011-09-24', 'FLAT_20'],
    ['2011-09-25', 'FLAT_2011'],
    ['2013-08-31', 'FLAT_2011'],
    ['2013-09-01', 'LADDER_2013'],
    ['2014-12-02', 'LADDER_2013'],
    ['2014-12-03', 'LADDER_2014'],
    ['2021-01-13', 'LADDER_2014'],
    ['2021-01-14', 'LADDER_2021'],
    ['2027-01-01', 'LADDER_2021'],
  ])('%s: %s', (day, id) => {
    expect(idsOn(day, 'ladder')).toEqual([id]);
  });

  it('of 12 January 2021 are those the newspaper found', () => {
    expect(idsOn('2021-01-12', 'onlineCutoff')).toEqual(['ONLINE_TO_DEPARTURE']);
    expect(idsOn('2021-01-12', 'serviceHours')).toEqual(['HOURS_REFUND_24H']);
    expect(idsOn('2021-01-12', 'waiver')).toEqual(['W5', 'W6']);
    expect(idsOn('2021-01-12', 'rebooking')).toContain('REBOOK_2014');
  });

  it('of today hold no waiver of the epidemic', () => {
    expect(idsOn('2026-11-23', 'waiver')).toEqual([]);
  });

  it('name their sources, and are told in one language', () => {
    const answer = arrangeRulesOn('2021-01-14', 'en');
    const ladder = answer.rules.find(({ id }) => id === 'LADDER_2021');
    expect(ladder?.sources).toContain('S02');
    expect(answer.sources.map(({ code }) => code)).toContain('S02');
    expect(arrangeRulesOn('2021-01-14', 'zh').rules[0]?.name).toMatch(/[\u4e00-\u9fff]/);
  });

  it('are not known before the first row', () => {
    expect(() => arrangeRulesOn('2010-12-31', 'zh')).toThrow(
      expect.objectContaining({ type: 'no-rule-known' }),
    );
  });
});
