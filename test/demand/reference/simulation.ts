import { expect } from 'vitest';
import { type ClusteredSubject, clusterJackknife } from '../../../src/demand/cluster-jackknife.ts';
import type { Row } from './data-table.ts';
import { type Check, isObject } from './json.ts';

const SEASONS = 200;
const TAU_HOURS = 336;
const POLL_HOURS = 1 / 6;

/**
 * The model the file states: log T = log 60 + route N(0,1) shared by both years + route-year N(0,0.35) + train
 * N(0,1.2), polled every 10 minutes, events at midpoints. How much shorter this year's times are is not stated; it is
 * found from the true ratio. Our interval must hold the truth about as often as the file's.
 */
export function coverageCheck(row: Row, truth: number): Check {
  const { clusters, per_cluster: perCluster, coverage_jackknife_t: expected } = row;
  return {
    title: `coverage of the jackknife interval, ${clusters} routes of ${perCluster}`,
    run: () => {
      const random = normals(20270206 + Number(clusters) * 100 + Number(perCluster));
      const shift = shiftFor(truth);
      let covered = 0;
      for (let season = 0; season < SEASONS; season += 1) {
        const [top, base] = simulate(Number(clusters), Number(perCluster), shift, random);
        const ratio = clusterJackknife(top, base, TAU_HOURS);
        if (ratio !== null && ratio.lower <= truth && truth <= ratio.upper) covered += 1;
      }
      const share = Number(expected);
      // Four standard errors of our own count; the file's, of 3,000 seasons, is small beside it.
      const allowed = 4 * Math.sqrt((share * (1 - share)) / SEASONS);
      expect(Math.abs(covered / SEASONS - share)).toBeLessThan(allowed);
    },
  };
}

/** Midpoints are never worse than right ends: what METHODS.md 5.2 concludes from these rows. */
export function pollingCheck(row: Row): Check {
  return {
    title: `polling every ${Number(row.poll_hours).toFixed(3)} h: midpoints beside right ends`,
    run: () => {
      for (const one of Object.values(row).filter(isObject)) {
        expect(Math.abs(Number(one.bias_mid_pct))).toBeLessThanOrEqual(Math.abs(Number(one.bias_upper_pct)));
      }
    },
  };
}

function simulate(
  clusters: number,
  perCluster: number,
  shift: number,
  normal: () => number,
): [ClusteredSubject[], ClusteredSubject[]] {
  const sides: [ClusteredSubject[], ClusteredSubject[]] = [[], []];
  for (let at = 0; at < clusters; at += 1) {
    const route = normal();
    for (const [year, side] of sides.entries()) {
      const middle = Math.log(60) + route + 0.35 * normal() + (year === 0 ? shift : 0);
      for (let train = 0; train < perCluster; train += 1) {
        const hours = Math.exp(middle + 1.2 * normal());
        const seen = Math.ceil(hours / POLL_HOURS) * POLL_HOURS;
        const event = seen <= TAU_HOURS;
        side.push({ time: event ? seen - POLL_HOURS / 2 : TAU_HOURS, event, cluster: String(at) });
      }
    }
  }
  return sides;
}

/** The shift of log T that gives the ratio of means, by halving. */
function shiftFor(ratio: number): number {
  const base = meanTime(0);
  let [low, high] = [-5, 5];
  for (let turn = 0; turn < 60; turn += 1) {
    const middle = (low + high) / 2;
    if (meanTime(middle) / base < ratio) low = middle;
    else high = middle;
  }
  return low;
}

/** E min(T, τ) of the model, by the midpoint rule over 8 standard deviations. */
function meanTime(shift: number): number {
  const deviation = Math.sqrt(1 + 0.35 ** 2 + 1.2 ** 2);
  const cells = 4_000;
  let [sum, weights] = [0, 0];
  for (let cell = 0; cell < cells; cell += 1) {
    const z = -8 + (16 * (cell + 0.5)) / cells;
    const weight = Math.exp((-z * z) / 2);
    sum += weight * Math.min(TAU_HOURS, Math.exp(Math.log(60) + shift + deviation * z));
    weights += weight;
  }
  return sum / weights;
}

/** Seeded standard normals: mulberry32 and Box-Muller. */
function normals(seed: number): () => number {
  let state = seed;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}
