import type { Comparison } from '../../../demand/comparison-schema.ts';
import type { Missing } from '../../../demand/headline-schema.ts';
import type { Secondary } from '../../../demand/secondary-schema.ts';
import { say } from '../language.ts';
import { hoursWords } from '../when.ts';
import { signed } from './signed.ts';

export const MEASURES = ['soldOutAtLead', 'medianTime', 'goneWithin', 'hoursOnSale', 'reopenings'] as const;
export type Measure = (typeof MEASURES)[number];

/** One line of a measure: both seasons with their intervals, and the difference where one is told. */
export interface MeasureRow {
  name: string;
  season: string;
  baseline: string;
  difference: string;
}
/** A line, or what is missing for it. */
export type MeasureLine = MeasureRow | { name: string; missing: Missing['missing'] };

export function measureName(measure: Measure): string {
  switch (measure) {
    case 'soldOutAtLead':
      return say('开车前若干天已售完的比例', 'Sold out so long before departure');
    case 'medianTime':
      return say('一半席位首次售完所需时间', 'Time by which half had sold out once');
    case 'goneWithin':
      return say('开售后若干分钟内售完的比例', 'Gone within minutes of the opening');
    case 'hoursOnSale':
      return say('有票时间所占比例(含退票)', 'Share of the time with tickets, returns included');
    case 'reopenings':
      return say('售完后再放出的次数', 'Times that sold-out tickets came back');
  }
}

/** A measure of a comparison as lines of a table. */
export function measureLines({ secondary }: Pick<Comparison, 'secondary'>, measure: Measure): MeasureLine[] {
  const name = measureName(measure);
  switch (measure) {
    case 'soldOutAtLead':
      return secondary.soldOutAtLead.map(({ leadHours, result }) =>
        soldOutLine(say(`开车前${leadHours / 24}天`, `${leadHours / 24} days before`), result),
      );
    case 'goneWithin':
      return secondary.goneWithin.map(({ minutes, result }) =>
        goneLine(say(`${minutes}分钟内`, `within ${minutes} min`), result),
      );
    case 'medianTime':
      return [medianLine(name, secondary.medianTime)];
    case 'hoursOnSale':
      return [hoursLine(name, secondary.hoursOnSale)];
    case 'reopenings':
      return [reopeningsLine(name, secondary.reopenings)];
  }
}

function soldOutLine(name: string, result: Secondary['soldOutAtLead'][number]['result']): MeasureLine {
  if (result.kind === 'missing') return { name, missing: result.missing };
  const side = ({ percent, lowerPercent, upperPercent }: typeof result.season) =>
    `${percent.toFixed(1)}% (${lowerPercent.toFixed(1)}–${upperPercent.toFixed(1)})`;
  const difference = `${points(result.differencePoints)} (${signed(result.lowerPoints)} … ${signed(result.upperPoints)})`;
  return { name, season: side(result.season), baseline: side(result.baseline), difference };
}

function goneLine(name: string, result: Secondary['goneWithin'][number]['result']): MeasureLine {
  if (result.kind === 'missing') return { name, missing: result.missing };
  const side = ({ lowerPercent, upperPercent }: typeof result.season) =>
    lowerPercent === upperPercent
      ? `${lowerPercent.toFixed(1)}%`
      : `${lowerPercent.toFixed(1)}–${upperPercent.toFixed(1)}%`;
  return { name, season: side(result.season), baseline: side(result.baseline), difference: '' };
}

function medianLine(name: string, result: Secondary['medianTime']): MeasureLine {
  if (result.kind === 'missing') return { name, missing: result.missing };
  const side = ({ hours, lowerHours, upperHours, withinPollGapMinutes }: typeof result.season) => {
    if (hours === null) return say('观察期内未到一半', 'fewer than half within the horizon');
    if (withinPollGapMinutes !== null) {
      return say(`${withinPollGapMinutes}分钟之内`, `within ${withinPollGapMinutes} min`);
    }
    const end = (limit: number | null) => (limit === null ? '…' : hoursWords(limit));
    return `${hoursWords(hours)} (${end(lowerHours)}–${end(upperHours)})`;
  };
  return { name, season: side(result.season), baseline: side(result.baseline), difference: '' };
}

function hoursLine(name: string, result: Secondary['hoursOnSale']): MeasureLine {
  if (result.kind === 'missing') return { name, missing: result.missing };
  const difference = `${points(result.differencePoints)} (${signed(result.lowerPoints)} … ${signed(result.upperPoints)})`;
  return {
    name,
    season: `${result.season.percent.toFixed(1)}%`,
    baseline: `${result.baseline.percent.toFixed(1)}%`,
    difference,
  };
}

function reopeningsLine(name: string, result: Secondary['reopenings']): MeasureLine {
  if (result.kind === 'missing') return { name, missing: result.missing };
  const side = ({ mean, lower, upper }: typeof result.season) =>
    `${mean.toFixed(2)} (${lower.toFixed(2)}–${upper.toFixed(2)})`;
  const difference = result.comparable
    ? ''
    : say('不可比:候补只在一年里有', 'not comparable: the waitlist was in one season only');
  return { name, season: side(result.season), baseline: side(result.baseline), difference };
}

function points(value: number): string {
  return say(`${signed(value)}个百分点`, `${signed(value)} points`);
}
