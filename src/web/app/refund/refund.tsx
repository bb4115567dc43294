import type { QuoteAnswer } from '../../../refund/schema.ts';
import { useAnswer } from '../api/use-answer.ts';
import { lang, say } from '../language.ts';
import { place } from '../navigation.ts';
import { Heading } from '../parts/heading.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Ladder } from './ladder.tsx';
import { Rebooking } from './rebooking.tsx';
import { RefundAnswer } from './refund-answer.tsx';
import { Sources } from './sources.tsx';
import { quoteAddress } from './ticket.ts';
import { TicketForm } from './ticket-form.tsx';

const EVERY_SECONDS = 60;

/** `/refund?fare=&departure=`: what giving back this very ticket costs, until when, and what rebooking costs. */
export function Refund() {
  const { query } = place.value;
  const address = quoteAddress('/v1/refund/quote', query, lang.value);
  const { value, problem, waiting } = useAnswer<QuoteAnswer>(address, query.at ? null : EVERY_SECONDS);
  const { train } = query;
  return (
    <article class="page refund">
      <Heading
        text={
          train
            ? say(`${train} 退票与改签`, `${train}: refund and rebooking`)
            : say('退票与改签', 'Refund and rebooking')
        }
      />
      <TicketForm />
      {problem !== null && <ProblemNote problem={problem} />}
      {waiting && <p class="waiting">{say('正在计算…', 'Working it out …')}</p>}
      {address === null && (
        <p class="quiet">
          {say(
            '填票价和开车时间即可;也可在“找票”里从一趟车直接过来。',
            'Fare and departure are enough; or come from a train on “Find seats”.',
          )}
        </p>
      )}
      {value !== null && (
        <>
          <RefundAnswer quote={value} />
          <Ladder quote={value} />
          <Rebooking quote={value} />
          <Sources quote={value} />
        </>
      )}
    </article>
  );
}
