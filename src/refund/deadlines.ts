import { type Instant, SECOND_MS } from '../calendar/china-time.ts';
import type { Step } from './ladder.ts';
import type { RefundQuestion } from './question.ts';
import { RULE_BOOK } from './rule-book.ts';
import { lastOpenSecond } from './service-hours.ts';

/** A stretch at whose end the asker loses money, or the counter asked about: one or more steps of a ladder. */
export interface Deadline {
  /** First second; null when it reaches back to the sale. */
  from: Instant | null;
  /** The step in which it ends. */
  last: Step;
  feeFen: number;
  /** Lowest and highest rate in whole percent: the minimum fee can make the sums of two rates equal. */
  percent: { lowest: number; highest: number };
  /**
   * Last second at which the counter asked about is open, up to the end; null where nothing is lost at the end, as
   * a cheaper step follows.
   */
  until: Instant | null;
}

/** What the ladder gives back and until when: steps that give nothing back are left out, equal ones are one. */
export function arrangeDeadlines(ladder: readonly Step[], question: RefundQuestion): Deadline[] {
  const deadlines: Deadline[] = [];
  let open: Deadline | undefined;
  for (const step of ladder) {
    const { feeFen, from, outcome } = step;
    const percent = outcome.percent ?? 0;
    if (feeFen === null || feeFen >= question.fareFen) {
      open = undefined;
      continue;
    }
    if (open !== undefined && open.feeFen === feeFen && sameCounter(open.last, step, question)) {
      const { lowest, highest } = open.percent;
      open.percent = { lowest: Math.min(lowest, percent), highest: Math.max(highest, percent) };
      open.last = step;
    } else {
      if (open !== undefined && feeFen < open.feeFen) open.until = null;
      open = { from, last: step, feeFen, percent: { lowest: percent, highest: percent }, until: step.to };
      deadlines.push(open);
    }
    open.until = lastOpen(open, question);
  }
  return deadlines;
}

function sameCounter(a: Step, b: Step, { channel }: RefundQuestion): boolean {
  return a.channels.includes(channel) === b.channels.includes(channel);
}

function lastOpen({ from, last }: Deadline, { channel }: RefundQuestion): Instant {
  if (channel !== 'online' || !last.channels.includes('online')) return last.to;
  const open = lastOpenSecond(RULE_BOOK.hours, last.to);
  return from === null || open - from >= SECOND_MS ? open : last.to;
}
