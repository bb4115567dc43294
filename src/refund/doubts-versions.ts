import { type Instant, SECOND_MS } from '../calendar/china-time.ts';
import { CUTOFF_SWITCH_DOUBT } from './channels.data.ts';
import type { Doubt } from './doubt.ts';
import { arrangeLadder, feeOfOutcome, type Step } from './ladder.ts';
import { stepHolding } from './next-step.ts';
import { type Outcome, outcomeAt } from './outcome.ts';
import { buildCase, type Case } from './question.ts';
import type { Words } from './rule.ts';
import { RULE_BOOK, type RuleBook } from './rule-book.ts';
import { spanOf } from './service-hours.ts';
import type { SourceCode } from './sources.data.ts';

/** Doubts about which version of a rule held: the same question is put to a book with the other reading. */

const HK_DOUBT = spanOf({ from: '2021-01-10', to: '2024-06-04' });
const CUTOFF_DOUBT = spanOf(CUTOFF_SWITCH_DOUBT);

/** HK_2024 began at the earliest after the last sight of HK_2018 (G06, file of 2021-01-09). */
const EARLY_HK_2024: RuleBook = {
  ...RULE_BOOK,
  hongKong: RULE_BOOK.hongKong.map((row) =>
    row.id === 'HK_2024' ? { ...row, start: HK_DOUBT.start } : { ...row, end: HK_DOUBT.start },
  ),
};

/** LADDER_2013 keyed on the refund date from its first day. */
const LADDER_2013_BY_REFUND: RuleBook = {
  ...RULE_BOOK,
  ladders: RULE_BOOK.ladders.map((row) =>
    row.id === 'LADDER_2013' ? { ...row, selectedBy: 'refundTime' } : row,
  ),
};

const CUTOFF_25_EARLY = bookWithCutoffSwitch(CUTOFF_DOUBT.start);
const CUTOFF_25_LATE = bookWithCutoffSwitch(CUTOFF_DOUBT.end);

function bookWithCutoffSwitch(at: Instant): RuleBook {
  const cutoffs = RULE_BOOK.cutoffs.map((row) => {
    if (row.id === 'ONLINE_30_MIN') return { ...row, end: at };
    return row.id === 'ONLINE_25_MIN' ? { ...row, start: at } : row;
  });
  return { ...RULE_BOOK, cutoffs };
}

export function hongKongVersionDoubt(c: Case, outcome: Outcome): Doubt | null {
  const { at, product } = c.question;
  if (product !== 'hongKong' || at < HK_DOUBT.start || at >= HK_DOUBT.end) return null;
  return compareReadings(c, outcome, EARLY_HK_2024, HK_DOUBT, {
    id: 'HONG_KONG_VERSION',
    otherReading: {
      zh: '8天规定(HK_2024)已经实行。',
      en: 'The 8-day rules (HK_2024) were already in force.',
    },
    why: {
      zh: '8天、45分钟规定的起始日期未查到:2021年1月仍见旧规定,2024-06-05已见新规定。',
      en: 'When the 8-day, 45-minute rules began was not found: the old ones are seen in January 2021, the new by 2024-06-05.',
    },
    sources: ['S08', 'G06', 'S09', 'G10'],
  });
}

export function travelDateKeyDoubt(c: Case, outcome: Outcome): Doubt | null {
  if (outcome.rule?.id !== 'LADDER_2013') return null;
  const row = c.book.ladders.find(({ id }) => id === 'LADDER_2013');
  if (row === undefined || c.question.at >= row.start) return null;
  const before = { start: Number.NEGATIVE_INFINITY, end: row.start };
  return compareReadings(c, outcome, LADDER_2013_BY_REFUND, before, {
    id: 'LADDER_2013_KEY',
    otherReading: {
      zh: '按退票日期适用旧规定(5%)。',
      en: 'Keyed on the date of the refund: the old flat 5%.',
    },
    why: {
      zh: '2013-09-01起是按乘车日期还是按退票日期计,只有一处代售点页面说明为乘车日期。',
      en: 'That 2013-09-01 means the travel date, not the refund date, rests on one agent’s page.',
    },
    sources: ['G11', 'S26'],
  });
}

export function cutoffSwitchDoubt(c: Case, outcome: Outcome): Doubt | null {
  const { at, channel, product } = c.question;
  if (channel !== 'online' || product === 'hongKong') return null;
  if (at < CUTOFF_DOUBT.start || at >= CUTOFF_DOUBT.end) return null;
  const other = outcome.code === 'ONLINE_CLOSED' ? CUTOFF_25_EARLY : CUTOFF_25_LATE;
  return compareReadings(c, outcome, other, CUTOFF_DOUBT, {
    id: 'OPEN-3',
    otherReading:
      outcome.code === 'ONLINE_CLOSED'
        ? { zh: '已实行开车前25分钟。', en: 'The 25 minutes were already in force.' }
        : { zh: '仍实行开车前30分钟。', en: 'The 30 minutes were still in force.' },
    why: {
      zh: '网上退票由开车前30分钟改为25分钟的日期未查到(2017至2019年间)。',
      en: 'When the online cut-off went from 30 to 25 minutes was not found (2017 to 2019).',
    },
    sources: ['G12', 'G03', 'G04'],
  });
}

/** The doubt if the other book answers differently now, over the stretch in which both stay as they are now. */
function compareReadings(
  c: Case,
  outcome: Outcome,
  otherBook: RuleBook,
  period: { start: Instant; end: Instant },
  words: { id: string; otherReading: Words; why: Words; sources: readonly SourceCode[] },
): Doubt | null {
  const { at, channel, fareFen } = c.question;
  const otherCase = buildCase(c.question, otherBook);
  const other = outcomeAt(otherCase, at, channel);
  const otherFeeFen = feeOfOutcome(other, fareFen);
  if (otherFeeFen === feeOfOutcome(outcome, fareFen)) return null;
  const steps = [stepHolding(arrangeLadder(c), at), stepHolding(arrangeLadder(otherCase), at)];
  return {
    ...words,
    ...sharedStretch(steps, period),
    otherAllowed: otherFeeFen !== null,
    otherRate: other.percent === null ? null : other.percent / 100,
    otherFeeFen,
  };
}

function sharedStretch(
  steps: readonly (Step | null)[],
  { start, end }: { start: Instant; end: Instant },
): { from: Instant | null; to: Instant } {
  const known = steps.filter((step) => step !== null);
  const from = Math.max(start, ...known.map((step) => step.from ?? Number.NEGATIVE_INFINITY));
  const to = Math.min(end - SECOND_MS, ...known.map((step) => step.to));
  return { from: from === Number.NEGATIVE_INFINITY ? null : from, to };
}
