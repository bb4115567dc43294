import { Redis } from 'ioredis';
import type { Comparison } from '../../../src/demand/comparison-schema.ts';
import { FIGURE_FORMAT, FIGURE_METHOD, type FigureQuery } from '../../../src/demand/figure.ts';
import { createFigureStore } from '../../../src/store/figures/figure-store.ts';
import { compareCells, ORDINARY, worldCells } from '../../demand/compare-world.ts';
import { testRedisOptions } from '../../support/redis.ts';

/** Cells with a known ratio, compared as a night does it; freezing whole seasons costs 20 s (test/http/routes/figures.test.ts). */
export const COMPARISON: Comparison = compareCells(worldCells(ORDINARY), {
  season: { provenances: ['synthetic'] },
});

const SCOPES: [id: string, scope: FigureQuery['scope']][] = [
  ['aaaaaaaaaaaaaaaa', { kind: 'national' }],
  ['bbbbbbbbbbbbbbbb', { kind: 'station', telecode: 'TNV' }],
];
const INPUT = { knownUntil: null, watches: 1, polls: 1, contentHash: '0'.repeat(64) };

/** Puts the comparison into the store of figures as frozen ones, of all and of one station. */
export async function writeFigures(namespace: string): Promise<void> {
  const redis = new Redis(testRedisOptions());
  const figures = createFigureStore(redis, namespace);
  const { season, baseline } = COMPARISON;
  for (const [id, scope] of SCOPES) {
    await figures.writeFigure({
      format: FIGURE_FORMAT,
      id,
      query: { season, baseline, scope },
      methodVersion: FIGURE_METHOD,
      inputs: { season: { season, ...INPUT }, baseline: { season: baseline, ...INPUT } },
      comparison: { ...COMPARISON, scope },
      subjects: { rows: 0, contentHash: '0'.repeat(64) },
      computedAt: '2021-01-12T03:30:00+08:00',
      corrects: null,
    });
  }
  redis.disconnect();
}
