import type { Comparison } from '../../../demand/comparison-schema.ts';
import { say } from '../language.ts';
import { signed } from './signed.ts';

type Headline = Comparison['headline'];

export interface HeadlineWords {
  value: string;
  interval: string;
  what: string;
  clear: boolean;
  smallSample: boolean;
}

/** The figure, its interval and what it measures; null where there is too little data for one. */
export function headlineWords(headline: Headline): HeadlineWords | null {
  switch (headline.kind) {
    case 'timeOnSale':
      return {
        value: `${signed(headline.percent)}%`,
        interval: `${signed(headline.lowerPercent)}% … ${signed(headline.upperPercent)}%`,
        what: say(
          `首次售完前的平均在售时间,${headline.seasonHours.toFixed(1)}小时比${headline.baselineHours.toFixed(1)}小时`,
          `mean time on sale before the first sell-out, ${headline.seasonHours.toFixed(1)} h against ${headline.baselineHours.toFixed(1)} h`,
        ),
        clear: headline.clear,
        smallSample: headline.smallSample,
      };
    case 'timeOnSaleRange':
      return {
        value: `${signed(headline.lowestPercent)}% … ${signed(headline.highestPercent)}%`,
        interval: `${signed(headline.lowerPercent)}% … ${signed(headline.upperPercent)}%`,
        what: say(
          '首次售完前的平均在售时间,查询间隔允许的范围',
          'mean time on sale before the first sell-out, the range that the time between polls allows',
        ),
        clear: headline.clear,
        smallSample: headline.smallSample,
      };
    case 'soldOutShare':
      return {
        value: say(
          `${signed(headline.differencePoints)}个百分点`,
          `${signed(headline.differencePoints)} points`,
        ),
        interval: `${signed(headline.lowerPoints)} … ${signed(headline.upperPoints)}`,
        what: say(
          `开车前${headline.leadHours}小时已售完的比例,${headline.season.percent.toFixed(1)}%比${headline.baseline.percent.toFixed(1)}%`,
          `share sold out ${headline.leadHours} h before departure, ${headline.season.percent.toFixed(1)} % against ${headline.baseline.percent.toFixed(1)} %`,
        ),
        clear: headline.clear,
        smallSample: headline.smallSample,
      };
    case 'missing':
      return null;
  }
}
