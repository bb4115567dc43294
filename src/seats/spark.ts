import { HOUR_MS, type Instant, SECOND_MS } from '../calendar/china-time.ts';
import type { CoverageGap } from './board.ts';
import type { OfferLog } from './day-log.ts';
import { levelOf } from './stock-level.ts';

/** From so many hours after the beginning on it was so: 0 none, 1-20, 21 plenty; null: not looked, or no number. */
export type SparkPoint = [hours: number, level: number | null];

const MOST_POINTS = 60;
/** Widths of a stretch, in hours: fixed ones, so that its ends stay where they are as time goes on. */
const STRETCHES = [0.25, 0.5, 1, 2, 4, 6, 12, 24, 48];

/**
 * The course of an offer from `from` on, as known at `until`, small enough to be drawn beside its number. Gaps in
 * coverage are null, never a level carried over. More than 60 points are thinned to stretches of equal length, each
 * with the lowest level in it: a sell-out of minutes must not vanish. Pure.
 */
export function arrangeSpark(
  { seconds, codes }: Pick<OfferLog, 'seconds' | 'codes'>,
  { from, until, gaps }: { from: Instant; until: Instant; gaps: readonly CoverageGap[] },
): SparkPoint[] {
  const steps: { at: Instant; level: number | null }[] = [];
  for (let place = 0; place < seconds.length; place++) {
    const at = (seconds[place] as number) * SECOND_MS;
    if (at > until) break;
    steps.push({ at, level: levelOf(codes[place] as number) });
  }
  const holes = gaps.map((gap) => ({ from: gap.from, to: gap.to ?? until }));
  const cut = cutOut(steps, holes, until)
    .map(({ at, level }): SparkPoint => [Math.max(0, at - from) / HOUR_MS, level])
    // Of several points before the beginning, the last is what held at it.
    .filter(([hours], place, all) => hours > 0 || (all[place + 1]?.[0] ?? 1) > 0);
  const points = cut.filter(([, level], place) => place === 0 || level !== cut[place - 1]?.[1]);
  const thin = points.length > MOST_POINTS ? thinOut(points, (until - from) / HOUR_MS) : points;
  return thin.map(([hours, level]) => [Math.round(hours * 100) / 100, level]);
}

/** Null from the beginning of each hole; at its end, what holds then. */
function cutOut(
  steps: readonly { at: Instant; level: number | null }[],
  holes: readonly { from: Instant; to: Instant }[],
  until: Instant,
): { at: Instant; level: number | null }[] {
  if (holes.length === 0 || steps.length === 0) return [...steps];
  const first = (steps[0] as { at: Instant }).at;
  const levelAt = (at: Instant) => steps.findLast((step) => step.at <= at)?.level ?? null;
  const edges = holes.flatMap(({ from, to }) => [
    { at: Math.max(from, first), level: null },
    ...(to < until && to > first ? [{ at: to, level: levelAt(to) }] : []),
  ]);
  const isHidden = (at: Instant) => holes.some((hole) => at > hole.from && at < hole.to);
  const outside = steps.filter(
    ({ at }) => !isHidden(at) && !edges.some((edge) => edge.at === at && edge.level !== null),
  );
  return [...outside, ...edges.filter(({ at }) => at >= first)].sort((a, b) => a.at - b.at);
}

function thinOut(points: readonly SparkPoint[], hours: number): SparkPoint[] {
  const width = STRETCHES.find((one) => hours / one <= MOST_POINTS) ?? hours / MOST_POINTS;
  const lowest: (number | null)[] = [];
  for (const [place, [from, level]] of points.entries()) {
    if (level === null) continue;
    const to = points[place + 1]?.[0] ?? hours;
    for (let stretch = Math.floor(from / width); stretch * width < Math.max(to, from + 1e-9); stretch++) {
      lowest[stretch] = Math.min(lowest[stretch] ?? level, level);
    }
  }
  const thin: SparkPoint[] = [];
  const first = Math.floor((points[0]?.[0] ?? 0) / width);
  for (let stretch = first; stretch * width < hours; stretch++) {
    const level = lowest[stretch] ?? null;
    if (thin.length === 0 || thin.at(-1)?.[1] !== level) thin.push([stretch * width, level]);
  }
  return thin;
}
