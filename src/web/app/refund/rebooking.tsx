import type { QuoteAnswer, RebookingAnswer } from '../../../refund/schema.ts';
import { useAnswer } from '../api/use-answer.ts';
import { lang, say } from '../language.ts';
import { changeQuery, place } from '../navigation.ts';
import { DayBeside } from '../parts/day-beside.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { ScrollBox } from '../parts/scroll-box.tsx';
import { rebookingAddress } from './ticket.ts';

/** Changing the ticket beside giving it back and buying another: the same two tickets, what each way costs. */
export function Rebooking({ quote }: { quote: QuoteAnswer }) {
  const { query } = place.value;
  const address = rebookingAddress(query, lang.value);
  const { value, problem } = useAnswer<RebookingAnswer>(address);
  return (
    <section class="rebooking-side">
      <h2>{say('改签还是退了再买', 'Rebook, or give back and buy again')}</h2>
      <form class="controls" onSubmit={(event) => event.preventDefault()}>
        <label>
          <span>
            {say('新车次开车时间', 'Departure of the new train')} <DayBeside at={query.newDeparture} />
          </span>
          <input
            type="datetime-local"
            name="newDeparture"
            value={query.newDeparture ?? ''}
            onChange={(event) => changeQuery({ newDeparture: event.currentTarget.value })}
          />
        </label>
        <label>
          {say('新票价(元)', 'New fare (yuan)')}
          <input
            name="newFare"
            inputMode="decimal"
            size={7}
            autocomplete="off"
            placeholder={quote.question.fare}
            value={query.newFare ?? ''}
            onChange={(event) => changeQuery({ newFare: event.currentTarget.value })}
          />
        </label>
      </form>
      {problem !== null && <ProblemNote problem={problem} />}
      {value !== null && (
        <SideBySide quote={quote} rebooking={value} newFare={query.newFare || quote.question.fare} />
      )}
    </section>
  );
}

interface SidesProps {
  quote: QuoteAnswer;
  rebooking: RebookingAnswer;
  newFare: string;
}

/** Both ways in the same rows: fee, what comes back, what is to pay, and what the new journey costs in the end. */
function SideBySide({ quote, rebooking, newFare }: SidesProps) {
  const newFen = Math.round(Number(newFare) * 100);
  const fareFen = quote.question.fareFen;
  const extraByRefund = quote.refundFen === null ? null : newFen - quote.refundFen;
  const extraByRebooking =
    rebooking.toPayFen === null ? null : rebooking.toPayFen - (rebooking.differenceRefundFen ?? 0);
  // Whoever gives back now cannot buy what is not on sale: a sum would read as if they could.
  const isForSale = rebooking.reasonCode !== 'NOT_ON_SALE_YET';
  const rows: [string, number | null, number | null | 'notForSale'][] = [
    [say('手续费', 'Fee'), rebookingFees(rebooking), quote.feeFen],
    [say('退回', 'Comes back'), rebooking.differenceRefundFen, quote.refundFen],
    [say('另付', 'To pay'), rebooking.toPayFen, isForSale ? newFen : 'notForSale'],
    [
      say('换到新车共多花', 'The change costs in all'),
      extraByRebooking,
      isForSale ? extraByRefund : 'notForSale',
    ],
  ];
  return (
    <>
      <ScrollBox label={say('改签还是退了再买', 'Rebook, or give back and buy again')}>
        <table class="sides">
          <caption class="small quiet">
            {say(
              `原票 ¥${quote.question.fare},新票 ¥${newFare}。`,
              `Ticket ¥${quote.question.fare}, new one ¥${newFare}. `,
            )}
            {isForSale
              ? say(
                  '改签占有席位;退了再买可能买不到。',
                  'Rebooking keeps you a seat; after a refund there may be none left to buy.',
                )
              : say(
                  '新车次尚未开售:现在退了也买不到。',
                  'The new train is not on sale yet: after a refund now it cannot be bought.',
                )}
          </caption>
          <thead>
            <tr>
              <td />
              <th scope="col" class="number">
                {say('改签', 'Rebook')}
              </th>
              <th scope="col" class="number">
                {say('退了再买', 'Refund, then buy')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, left, right], index) => (
              <tr key={name} class={index === rows.length - 1 ? 'total' : ''}>
                <th scope="row">{name}</th>
                <td class="number">{rebooking.allowed ? yuan(left) : say('不能改签', 'not allowed')}</td>
                <td class="number">{quote.allowed ? byRefund(right) : say('不能退票', 'no refund')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <p class="small">{rebooking.reason}</p>
      {fareFen !== newFen && rebooking.differenceFeeFen !== null && rebooking.differenceFeeFen > 0 && (
        <p class="small quiet">
          {say('差额退回时按差额收手续费', 'A fee is kept of the difference that comes back')}: ¥
          {rebooking.differenceFee}
        </p>
      )}
    </>
  );
}

function rebookingFees({ changeFeeFen, differenceFeeFen }: RebookingAnswer): number | null {
  return changeFeeFen === null ? null : changeFeeFen + (differenceFeeFen ?? 0);
}

function byRefund(sum: number | null | 'notForSale'): string {
  return sum === 'notForSale' ? say('尚未开售,买不到', 'cannot be bought yet') : yuan(sum);
}

function yuan(fen: number | null): string {
  return fen === null ? say('不详', 'not known') : `¥${(fen / 100).toFixed(2)}`;
}
