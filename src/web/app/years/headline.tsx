import type { Comparison } from '../../../demand/comparison-schema.ts';
import { say, sayBoth } from '../language.ts';

type Headline = Comparison['headline'];

/** The figure with its interval, as large as it deserves; without enough data, what is missing. */
export function HeadlineFigure({ headline }: { headline: Headline }) {
  switch (headline.kind) {
    case 'timeOnSale':
      return (
        <Figure
          value={`${signed(headline.percent)}%`}
          interval={`${signed(headline.lowerPercent)}% … ${signed(headline.upperPercent)}%`}
          what={say(
            `首次售完前的平均在售时间,${headline.seasonHours.toFixed(1)}小时比${headline.baselineHours.toFixed(1)}小时`,
            `mean time on sale before the first sell-out, ${headline.seasonHours.toFixed(1)} h against ${headline.baselineHours.toFixed(1)} h`,
          )}
          {...headline}
        />
      );
    case 'timeOnSaleRange':
      return (
        <Figure
          value={`${signed(headline.lowestPercent)}% … ${signed(headline.highestPercent)}%`}
          interval={`${signed(headline.lowerPercent)}% … ${signed(headline.upperPercent)}%`}
          what={say('查询间隔允许的范围', 'the range that the time between polls allows')}
          {...headline}
        />
      );
    case 'soldOutShare':
      return (
        <Figure
          value={say(
            `${signed(headline.differencePoints)}个百分点`,
            `${signed(headline.differencePoints)} points`,
          )}
          interval={`${signed(headline.lowerPoints)} … ${signed(headline.upperPoints)}`}
          what={say(
            `开车前${headline.leadHours}小时已售完的比例,${headline.season.percent}%比${headline.baseline.percent}%`,
            `share sold out ${headline.leadHours} h before departure, ${headline.season.percent} % against ${headline.baseline.percent} %`,
          )}
          {...headline}
        />
      );
    case 'missing':
      return (
        <div class="note">
          <p>{say('数据不够,不给出数字;缺的是:', 'Too little data for a figure. What is missing:')}</p>
          <ul>
            {headline.missing.map((one) => (
              <li key={one.what}>{sayBoth(one)}</li>
            ))}
          </ul>
        </div>
      );
  }
}

interface FigureProps {
  value: string;
  interval: string;
  what: string;
  clear: boolean;
  smallSample: boolean;
}

function Figure({ value, interval, what, clear, smallSample }: FigureProps) {
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

/** With a sign that is as wide as the plus. */
function signed(value: number): string {
  return value > 0 ? `+${value}` : String(value).replace('-', '−');
}
