import { parseInstant } from '../../dist/src/calendar/china-time.js';
import { arrangeRefundQuote } from '../../dist/src/refund/arrange-quote.js';
import { ordinaryTicket } from '../../dist/src/refund/question.js';
import { quoteRefund } from '../../dist/src/refund/quote.js';

// CPU microseconds of one refund quote, the pure function alone and with its answer in JSON, over mixed questions.
const WARM_UP = 5_000;

const at = parseInstant;

/** An ordinary ticket of today, one across two rule versions, one rebooked in the rush, one in doubt. */
const QUESTIONS = [
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

/** Prints both figures. There is no counterpart: the target is absolute, 50 microseconds. */
export function benchQuotes({ short }) {
  const rounds = short ? 2_000 : 20_000;
  const quote = measure(rounds, (question) => quoteRefund(question));
  const answer = measure(rounds, (question) =>
    JSON.stringify(arrangeRefundQuote(quoteRefund(question), 'zh')),
  );
  console.log(
    `refund quote: ${quote.toFixed(1)} µs of CPU the pure function (target 50), ${answer.toFixed(1)} µs with its JSON`,
  );
}

function measure(rounds, work) {
  for (let i = 0; i < WARM_UP; i++) for (const question of QUESTIONS) work(question);
  const before = process.cpuUsage();
  for (let i = 0; i < rounds; i++) for (const question of QUESTIONS) work(question);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / (rounds * QUESTIONS.length);
}
