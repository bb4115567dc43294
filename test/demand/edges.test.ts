import { describe, expect, it } from 'vitest';
import { clusterJackknife } from '../../src/demand/cluster-jackknife.ts';
import { compareMeans } from '../../src/demand/compare-means.ts';
import { chiSquareUpperTail, normalQuantile, studentQuantile } from '../../src/demand/distributions.ts';
import { intervalLogRank } from '../../src/demand/interval-log-rank.ts';
import { logRank } from '../../src/demand/log-rank.ts';
import { medianTime } from '../../src/demand/median-time.ts';
import { newcombe } from '../../src/demand/newcombe.ts';
import { meanCumulativeCount } from '../../src/demand/recurrent-events.ts';
import { restrictedMean } from '../../src/demand/restricted-mean.ts';
import { survivalAt, survivalCurve } from '../../src/demand/survival-curve.ts';
import { turnbull } from '../../src/demand/turnbull.ts';
import { turnbullMean } from '../../src/demand/turnbull-mean.ts';
import { wilson } from '../../src/demand/wilson.ts';

const gone = (time: number) => ({ time, event: true });
const there = (time: number) => ({ time, event: false });

describe('nothing observed', () => {
  it('gives no figure anywhere, and never 0', () => {
    const curve = survivalCurve([]);
    expect([curve.steps, curve.knownUntil]).toEqual([[], 0]);
    expect(survivalAt(curve, 0)).toBeNull();
    expect(restrictedMean(curve, 10)).toBeNull();
    expect(medianTime(curve)).toEqual({ median: null, lower: null, upper: null });
    expect(turnbull([]).masses).toEqual([]);
    expect(turnbullMean(turnbull([]), 10)).toBeNull();
    expect(clusterJackknife([], [], 10)).toBeNull();
    expect(logRank([])).toEqual({ groups: [], variance: [], chiSquare: null, degreesOfFreedom: 0, p: null });
    expect(intervalLogRank([]).z).toBeNull();
    expect(meanCumulativeCount([])).toEqual([]);
    expect(wilson(0, 0)).toBeNull();
    expect(newcombe({ count: 0, total: 0 }, { count: 1, total: 2 })).toBeNull();
  });
});

describe('a horizon beyond what is known', () => {
  it('is refused when the last subject was still there before it, and not when all were gone', () => {
    expect(restrictedMean(survivalCurve([gone(2), there(8)]), 8)?.mean).toBe(5);
    expect(restrictedMean(survivalCurve([gone(2), there(8)]), 8.01)).toBeNull();
    expect(restrictedMean(survivalCurve([gone(2), gone(8)]), 100)?.mean).toBe(5);
    expect(survivalAt(survivalCurve([gone(2), there(8)]), 9)).toBeNull();
    expect(survivalAt(survivalCurve([gone(2), gone(8)]), 9)).toBe(0);
  });

  it('is refused across a stretch in which nobody was watched', () => {
    const watched = [gone(1), there(3), { time: 9, event: false, entry: 3 }];
    expect(restrictedMean(survivalCurve(watched), 9)?.mean).toBeCloseTo(1 + 8 / 2, 12);
    const gap = [gone(1), there(3), { time: 9, event: false, entry: 4 }];
    expect(restrictedMean(survivalCurve(gap), 9)).toBeNull();
    expect(restrictedMean(survivalCurve([{ time: 9, event: false, entry: 4 }]), 9)).toBeNull();
  });

  it('is a mistake when it is not above 0', () => {
    for (const tau of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => restrictedMean(survivalCurve([gone(1)]), tau)).toThrow(RangeError);
      expect(() => turnbullMean(turnbull([{ left: 0, right: 1 }]), tau)).toThrow(RangeError);
    }
  });
});

describe('a subject that cannot be meant', () => {
  it.each([
    [gone(Number.NaN)],
    [gone(-1)],
    [{ time: 5, event: true, entry: 5 }],
    [{ time: 5, event: true, entry: 6 }],
    [{ time: 5, event: true, entry: -1 }],
  ])('%j is refused', (subject) => {
    expect(() => survivalCurve([subject])).toThrow(RangeError);
    expect(() => logRank([{ ...subject, group: 'a' }])).toThrow(RangeError);
  });

  it('is one whose intervals run backwards or overlap', () => {
    expect(() => turnbull([{ left: 3, right: 2 }])).toThrow(RangeError);
    expect(() => meanCumulativeCount([{ id: 'a', start: 3, stop: 3, event: false }])).toThrow(RangeError);
    const overlap = [
      { id: 'a', start: 0, stop: 5, event: false },
      { id: 'a', start: 4, stop: 9, event: false },
    ];
    expect(() => meanCumulativeCount(overlap)).toThrow(RangeError);
    expect(() => wilson(3, 2)).toThrow(RangeError);
  });
});

describe('late entry', () => {
  it('leaves a subject out of the risk set up to and at the time of its entry', () => {
    const { steps } = survivalCurve([gone(3), there(5), { time: 8, event: true, entry: 3 }]);
    expect(steps.map(({ time, atRisk }) => [time, atRisk])).toEqual([
      [3, 2],
      [5, 2],
      [8, 1],
    ]);
  });

  it('makes no difference to the test when every entry is before the first time', () => {
    const subjects = [gone(3), there(5), gone(8), gone(9)].map((one, at) => ({
      ...one,
      group: at % 2 ? 'a' : 'b',
    }));
    const late = subjects.map((one) => ({ ...one, entry: 1 }));
    expect(logRank(late)).toEqual(logRank(subjects));
  });
});

describe('the median', () => {
  it('of a curve flat at one half is the start of the flat stretch, or its middle as R prints it', () => {
    const curve = survivalCurve([gone(1), gone(2), gone(6), gone(7)]);
    expect(medianTime(curve).median).toBe(2);
    expect(medianTime(curve, { plateau: 'midpoint' }).median).toBe(4);
  });

  it('is not reached when more than half were still there', () => {
    expect(medianTime(survivalCurve([gone(1), there(2), there(2)])).median).toBeNull();
  });

  it('is reached at a half that rounding left a little above', () => {
    const sixths = [1, 2, 3, 4, 5, 6].map(gone);
    const curve = survivalCurve([...sixths, ...sixths.map((one) => ({ ...one, time: one.time + 0.5 }))]);
    expect(medianTime(curve).median).toBe(3.5);
  });
});

describe('a ratio of restricted means', () => {
  const side = (...times: number[]) => times.map((time, at) => ({ ...gone(time), cluster: `route ${at}` }));

  it('is not said with one route, with a route that is all of a side, or for a mean of 0', () => {
    expect(clusterJackknife(side(1), side(2), 10)).toBeNull();
    expect(clusterJackknife(side(1), side(2, 3), 10)).toBeNull();
    expect(clusterJackknife(side(0, 0), side(2, 3), 10)).toBeNull();
    const still = survivalCurve([there(10)]);
    const zero = restrictedMean(survivalCurve([gone(0)]), 10);
    const all = restrictedMean(still, 10);
    expect(zero?.mean).toBe(0);
    if (zero === null || all === null) throw new Error('both are known');
    const compared = compareMeans(zero, all);
    expect([compared.ratio, compared.lossRatio, compared.difference.p]).toEqual([null, null, null]);
  });

  it('is not compared over two horizons', () => {
    const curve = survivalCurve([gone(1), gone(2)]);
    const [a, b] = [restrictedMean(curve, 5), restrictedMean(curve, 6)];
    expect(() => compareMeans(a!, b!)).toThrow(RangeError);
  });
});

describe('the log-rank test', () => {
  it('says nothing of one group, of no events, or of a group never at risk', () => {
    expect(logRank([{ ...gone(1), group: 'a' }]).chiSquare).toBeNull();
    expect(logRank([there(1), there(2)].map((one, at) => ({ ...one, group: `${at}` }))).chiSquare).toBeNull();
    const never = logRank([
      { ...gone(5), group: 'a' },
      { ...gone(6), group: 'a' },
      { ...there(1), group: 'b' },
    ]);
    expect([never.chiSquare, never.degreesOfFreedom]).toEqual([null, 0]);
  });
});

describe('mass between two polls', () => {
  it('goes nowhere else when intervals share only an end', () => {
    expect(
      turnbull([
        { left: 0, right: 5 },
        { left: 5, right: 9 },
      ]).masses,
    ).toEqual([
      { left: 0, right: 5, p: 0.5 },
      { left: 5, right: 9, p: 0.5 },
    ]);
  });

  it('stays open when nobody was seen to go, and then counts the whole horizon at most', () => {
    const open = turnbull([{ left: 4, right: null }]);
    expect(open.masses).toEqual([{ left: 4, right: null, p: 1 }]);
    expect(turnbullMean(open, 10)).toEqual({ lower: 4, mid: 10, upper: 10 });
  });
});

describe('the quantiles', () => {
  it.each([
    [normalQuantile(0.975), 1.959963984540054],
    [normalQuantile(0.025), -1.959963984540054],
    [normalQuantile(0.5), 0],
    [studentQuantile(0.975, 1), 12.706204736174698],
    [studentQuantile(0.975, 3), 3.182446305284263],
    [studentQuantile(0.975, 1e6), 1.9599663],
    [chiSquareUpperTail(3.841458820694124, 1), 0.05],
    [chiSquareUpperTail(0, 3), 1],
  ])('%d is that of the tables, %d', (ours, table) => {
    expect(Math.abs(ours - table)).toBeLessThanOrEqual(1e-7 * Math.abs(table));
  });
});
