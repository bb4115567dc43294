import type { Comparison } from '../../../demand/comparison-schema.ts';
import { say, sayBoth } from '../language.ts';
import { headlineWords } from './headline-words.ts';

type Headline = Comparison['headline'];

/** The figure with its interval, as large as it deserves; without enough data, what is missing. */
export function HeadlineFigure({ headline }: { headline: Headline }) {
  const words = headlineWords(headline);
  if (words === null) {
    return (
      <div class="note">
        <p>{say('数据不够,不给出数字;缺的是:', 'Too little data for a figure. What is missing:')}</p>
        <ul>
          {headline.kind === 'missing' &&
            headline.missing.map((one) => <li key={one.what}>{sayBoth(one)}</li>)}
        </ul>
      </div>
    );
  }
  const { value, interval, what, clear, smallSample } = words;
  return (
    <p class="headline">
      <b class="huge">{value}</b>
      <span>
        {say('95%区间', '95 % interval')} {interval}
        {!clear && <b> · {say('无明显变化', 'no clear change')}</b>}
        {smallSample && <b> · {say('样本小', 'small sample')}</b>}
        <span class="quiet small what">{what}</span>
      </span>
    </p>
  );
}
