import { parseInstant } from '../../src/calendar/china-time.ts';
import { arrangeRefundQuote } from '../../src/refund/arrange-quote.ts';
import { ordinaryTicket, type RefundQuestion } from '../../src/refund/question.ts';
import { quoteRefund } from '../../src/refund/quote.ts';

const WARM_UP = 5_000;
const ROUNDS = 20_000;

function at(text: string): number {
  return parseInstant(text) ?? Number.NaN;
}

/** An ordinary ticket of today, one across two rule versions, one rebooked in the rush, one in doubt. */
export const BENCH_QUESTIONS: RefundQuestion[] = [
  ordinaryTicket({ fareFen: 55_300, departure: at('2027-02-05 10:00'), at: at('2027-01-20 09:00') }),
  ordinaryTicket({
    fareFen: 55_300,
    departure: at('2021-01-25 12:00'),
    at: at('2021-01-13 23:59'),
    purchasedAt: at('2021-01-08 10:00'),
  }),
  ordinaryTicket({
    fareFen: 55_300,
    departure: at('2021-02-05 10:00'),
    at: at('2021-01-20 10:00'),
    purchasedAt: at('2021-01-08 10:00'),
    rebooked: { at: at('2021-01-18 10:00'), originalDeparture: at('2021-01-25 10:00'), kind: 'rebook' },
  }),
  ordinaryTicket({ fareFen: 55_300, departure: at('2021-02-11 10:00'), at: at('2021-02-04 10:00') }),
];

/** CPU microseconds of one pure quote, and of one quote with its answer in JSON, over mixed questions. */
export function measureQuotes(): { quoteMicros: number; answerMicros: number } {
  return {
    quoteMicros: measure((question) => quoteRefund(question)),
    answerMicros: measure((question) => JSON.stringify(arrangeRefundQuote(quoteRefund(question), 'zh'))),
  };
}

function measure(work: (question: RefundQuestion) => unknown): number {
  for (let i = 0; i < WARM_UP; i++) for (const question of BENCH_QUESTIONS) work(question);
  const before = process.cpuUsage();
  for (let i = 0; i < ROUNDS; i++) for (const question of BENCH_QUESTIONS) work(question);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / (ROUNDS * BENCH_QUESTIONS.length);
}
