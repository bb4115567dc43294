import type { QuoteAnswer, StepAnswer } from '../../../refund/schema.ts';
import { say } from '../language.ts';
import { ScrollBox } from '../parts/scroll-box.tsx';
import { shortTime } from '../when.ts';
import { FeeLine } from './fee-line.tsx';
import { percent } from './refund-answer.tsx';

/** The steps of the fee: a line with "now" on it, and the same as a table. */
export function Ladder({ quote }: { quote: QuoteAnswer }) {
  const isSame = new Set(quote.ladder.map(channelWords)).size === 1;
  return (
    <section class="ladder-side">
      <h2>{say('退票费的各档', 'The steps of the fee')}</h2>
      <FeeLine quote={quote} />
      <ScrollBox label={say('退票费的各档', 'The steps of the fee')}>
        <table class="ladder">
          <thead>
            <tr>
              <th scope="col">{say('自', 'From')}</th>
              <th scope="col">{say('至', 'Until')}</th>
              <th scope="col" class="number">
                {say('费率', 'Rate')}
              </th>
              <th scope="col" class="number">
                {say('手续费', 'Fee')}
              </th>
              <th scope="col" class="number">
                {say('退回', 'Refund')}
              </th>
              {!isSame && <th scope="col">{say('办理', 'Where')}</th>}
            </tr>
          </thead>
          <tbody>
            {quote.ladder.map((step) => (
              <Step key={step.to} step={step} withChannels={!isSame} />
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {isSame && quote.ladder[0] !== undefined && (
        <p class="small quiet">
          {say('各档均可办理', 'At every step')}: {channelWords(quote.ladder[0])}
        </p>
      )}
    </section>
  );
}

function Step({ step, withChannels }: { step: StepAnswer; withChannels: boolean }) {
  const isNow = step.state === 'current';
  return (
    <tr class={step.state} aria-current={isNow ? 'step' : undefined}>
      <td class="nowrap">
        {step.from === null ? say('购票', 'purchase') : shortTime(step.from)}
        {isNow && <b class="now"> {say('现在', 'now')}</b>}
      </td>
      <td class="nowrap">{shortTime(step.to)}</td>
      <td class="number">{step.refundable ? percent(step.rate) : say('不退', 'none')}</td>
      <td class="number">{step.fee === null ? '–' : `¥${step.fee}`}</td>
      <td class="number">{step.refund === null ? '–' : `¥${step.refund}`}</td>
      {withChannels && <td class="small">{channelWords(step)}</td>}
    </tr>
  );
}

function channelWords({ channels }: StepAnswer): string {
  const names = channels.map((channel) => (channel === 'online' ? '12306' : say('窗口', 'window')));
  return names.join(say('、', ', '));
}
