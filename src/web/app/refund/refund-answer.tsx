import { parseInstant } from '../../../calendar/china-time.ts';
import type { QuoteAnswer } from '../../../refund/schema.ts';
import { now } from '../clock.ts';
import { lang, say } from '../language.ts';
import { place } from '../navigation.ts';
import { countdownWords, shortTime } from '../when.ts';
import { quoteAddress } from './ticket.ts';

/** The answer in one glance: the money now, until when, and what comes after. */
export function RefundAnswer({ quote }: { quote: QuoteAnswer }) {
  const calendar = quoteAddress('/v1/refund/deadlines.ics', place.value.query, lang.value);
  return (
    <section class="answer" aria-label={say('现在退票', 'A refund now')}>
      <div class="figure">
        <p class="quiet small">{when(quote)}</p>
        {quote.allowed ? (
          <p class="big">
            {say('手续费', 'Fee')} <b>¥{quote.fee}</b> <span class="quiet">({percent(quote.rate)})</span>
            <span class="back">
              {say('退回', 'you get')} <b>¥{quote.refund}</b>
            </span>
          </p>
        ) : (
          <p class="big loud">{say('不能退票', 'No refund')}</p>
        )}
        <p class="small">{quote.reason}</p>
      </div>
      <div class="figure">
        <p class="quiet small">{say('下一档', 'Next step')}</p>
        <NextStep quote={quote} />
        {calendar !== null && (
          <p>
            <a href={calendar} download="refund-deadlines.ics">
              {say('期限加入日历 .ics', 'Deadlines to the calendar (.ics)')}
            </a>
          </p>
        )}
      </div>
      {quote.uncertain !== undefined && (
        <p class="note">
          <b>{say('另有一种读法', 'Another reading')}</b> {quote.uncertain.otherReading}
          {quote.uncertain.otherFee !== null && ` (¥${quote.uncertain.otherFee})`} {quote.uncertain.why}
        </p>
      )}
    </section>
  );
}

function NextStep({ quote: { next, onlineUntil } }: { quote: QuoteAnswer }) {
  if (next === null) return <p class="big">{say('不再上调', 'none ahead')}</p>;
  const at = parseInstant(next.at);
  const left = at === null || now.value === null ? null : at - now.value;
  return (
    <>
      <p class="big">
        {shortTime(next.at)} {say('起', 'on')}{' '}
        <b>{next.fee === null ? say('不退', 'no refund') : `¥${next.fee}`}</b>{' '}
        {next.rate !== null && <span class="quiet">({percent(next.rate)})</span>}
      </p>
      <p class="small quiet">
        {left !== null && left > 0 && (
          <span role="timer">
            {say('还有', 'in')} {countdownWords(left)}
          </span>
        )}
        {onlineUntil !== null && ` · ${say('12306办理至', 'on 12306 until')} ${shortTime(onlineUntil)}`}
      </p>
    </>
  );
}

function when({ question }: QuoteAnswer): string {
  const isNow = !place.value.query.at;
  return isNow
    ? say(`现在退 (${shortTime(question.at)})`, `Given back now (${shortTime(question.at)})`)
    : say(`${shortTime(question.at)} 退`, `Given back at ${shortTime(question.at)}`);
}

export function percent(rate: number | null): string {
  return rate === null ? '' : `${Math.round(rate * 100)}%`;
}
