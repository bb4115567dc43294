import { parseInstant } from '../../../calendar/china-time.ts';
import type { HistoryAnswer } from '../../../http/history-schema.ts';
import type { Availability } from '../../../seats/schema.ts';

/** More than 20: nobody counts them, so they are drawn on a line of their own above 20. */
export const PLENTY_LEVEL = 24;

/** Columns for a stepped line: times in seconds, levels; null breaks the line. */
export interface HistoryPoints {
  times: number[];
  levels: (number | null)[];
  /** Where the axis begins: the sale opening, or the first look where the opening is not known or to come. */
  from: number;
}

/**
 * The course of one leg from its sale opening to `until` (now, or the departure), as a stepped line. Before the first
 * look, where nobody looked, and where the state has no number
 * (unknown, suspended, not on sale), the line is broken: a gap is a gap. Pure.
 */
export function arrangeHistory(
  leg: HistoryAnswer['legs'][number],
  { coverage, until: end }: Pick<HistoryAnswer, 'coverage' | 'until'>,
): HistoryPoints {
  const until = secondsOf(end);
  const gaps = coverage.gaps.map((gap) => ({
    from: secondsOf(gap.from),
    to: gap.to === null ? until : secondsOf(gap.to),
  }));
  const points = leg.changes.map((change) => ({
    at: secondsOf(change.at),
    level: levelOf(change.availability),
  }));
  const marks: { at: number; level: number | null }[] = [...points];
  for (const gap of gaps) {
    if (points[0] === undefined || gap.to <= points[0].at) continue;
    marks.push({ at: gap.from, level: null });
    // After the gap the answer is known again: as it was, unless a change says otherwise.
    if (gap.to < until) marks.push({ at: gap.to, level: levelAt(points, gap.to) });
  }
  marks.sort((a, b) => a.at - b.at);
  const last = marks.at(-1);
  if (last !== undefined && until > last.at) marks.push({ at: until, level: last.level });
  const firstLook = marks[0]?.at ?? until;
  const opening = leg.saleOpensAt === null ? until : secondsOf(leg.saleOpensAt);
  const from = opening < until ? opening : firstLook;
  if (from < firstLook) marks.unshift({ at: from, level: null });
  return { from, times: marks.map(({ at }) => at), levels: marks.map(({ level }) => level) };
}

function levelAt(points: readonly { at: number; level: number | null }[], at: number): number | null {
  return points.findLast((point) => point.at <= at)?.level ?? null;
}

function levelOf(availability: Availability): number | null {
  switch (availability.kind) {
    case 'plenty':
      return PLENTY_LEVEL;
    case 'count':
      return availability.count;
    case 'none':
      return 0;
    default:
      return null;
  }
}

function secondsOf(text: string): number {
  const at = parseInstant(text);
  return at === null ? 0 : at / 1_000;
}
