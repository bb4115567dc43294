import type { Watch } from '../../seats/schema.ts';

/**
 * Pairs and dates to a part, at the most: some two megabytes on disk and a few dozen in memory. Fewer would compress
 * worse, and statistics that go through a season read each part once.
 */
const PART_WATCHES = 80;

/** How pairs and dates are named and ordered, in archives as elsewhere by code units: the same in every locale. */
export function watchKey({ pair, travelDate }: Watch): string {
  return `${pair.from}-${pair.to} ${travelDate}`;
}

/** In order of pair, then date; a pair is split only where its own dates fill more than a part. */
export function planParts(watches: readonly Watch[]): Watch[][] {
  const sorted = [...watches].sort((a, b) => (watchKey(a) < watchKey(b) ? -1 : 1));
  const byPair = new Map<string, Watch[]>();
  for (const watch of sorted) {
    const pair = `${watch.pair.from}-${watch.pair.to}`;
    const dates = byPair.get(pair);
    if (dates === undefined) byPair.set(pair, [watch]);
    else dates.push(watch);
  }
  const parts: Watch[][] = [];
  for (const dates of byPair.values()) {
    for (let from = 0; from < dates.length; from += PART_WATCHES) {
      const some = dates.slice(from, from + PART_WATCHES);
      const last = parts.at(-1);
      if (last !== undefined && last.length + some.length <= PART_WATCHES) last.push(...some);
      else parts.push(some);
    }
  }
  return parts;
}
