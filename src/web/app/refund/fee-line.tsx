import { parseInstant } from '../../../calendar/china-time.ts';
import type { QuoteAnswer } from '../../../refund/schema.ts';
import { now } from '../clock.ts';
import { say } from '../language.ts';
import { place } from '../navigation.ts';
import { arrangeFeeLine } from './arrange-fee-line.ts';

/** The fee as a line of stretches of equal importance, not of equal time: the last day is as long as the weeks before. */
export function FeeLine({ quote }: { quote: QuoteAnswer }) {
  const at = place.value.query.at ? parseInstant(quote.question.at) : now.value;
  if (at === null) return null;
  const { stretches, nowPercent } = arrangeFeeLine(quote, at);
  return (
    <figure class="fee-line" aria-hidden="true">
      <ol style={{ gridTemplateColumns: `repeat(${stretches.length}, minmax(0, 1fr))` }}>
        {stretches.map((stretch) => (
          <li key={stretch.until} class={stretch.state}>
            <span class="rate">
              {stretch.rate === null ? say('不退', 'none') : `${Math.round(stretch.rate * 100)}%`}
            </span>
            <span class="until">{stretch.until}</span>
          </li>
        ))}
      </ol>
      {nowPercent !== null && (
        <span class="marker" style={{ left: `${nowPercent}%` }}>
          {place.value.query.at ? say('办理', 'then') : say('现在', 'now')}
        </span>
      )}
    </figure>
  );
}
