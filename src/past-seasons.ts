import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TAIYUAN_2021 } from '../fixtures/scenarios/taiyuan-2021.ts';
import type { Config } from './config.ts';
import type { Source } from './source.ts';
import type { Archive } from './store/archive/open-archive.ts';
import { openArchives } from './store/figures/open-archives.ts';

/** Lies beside the compiled files as in the sources (bin/lib/build.mjs). */
export const BUNDLED_SEASONS_DIR = fileURLToPath(new URL('../fixtures/seasons', import.meta.url));

/**
 * The archives that this year is compared with: those of ARCHIVES_DIR (unset: archives/ in DATA_DIR) and, with the default
 * scenario of the double, the synthetic ones that come with the code.
 */
export async function openPastSeasons(
  config: Pick<Config, 'ARCHIVES_DIR' | 'DATA_DIR'>,
  source: Pick<Source, 'namespace'>,
): Promise<Archive[]> {
  const own = await openArchives(config.ARCHIVES_DIR ?? join(config.DATA_DIR, 'archives'));
  const bundled = source.namespace === TAIYUAN_2021.name ? await openArchives(BUNDLED_SEASONS_DIR) : [];
  return [...own, ...bundled];
}
