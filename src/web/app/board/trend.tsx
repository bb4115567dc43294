import type { BoardRowAnswer, Trend } from '../../../http/board-schema.ts';
import { SEAT_CLASSES } from '../../../seats/seat-classes.data.ts';
import { say, sayBoth } from '../language.ts';
import { hoursWords } from '../when.ts';
import { nextToRunOut } from './filter-rows.ts';

/** How soon the most pressing class of a row runs out, with its interval; else a mark for why nothing is said of it. */
export function RowTrend({ row }: { row: BoardRowAnswer }) {
  const next = nextToRunOut([row]);
  if (next === null || next.seat.trend.kind !== 'runsOut') return <NoTrend row={row} />;
  return (
    <>
      <b>{runOutWords(next.seat.trend)}</b>{' '}
      <span class="small">{sayBoth(SEAT_CLASSES[next.seat.class])}</span>
      <small class="interval quiet">{intervalWords(next.seat.trend)}</small>
    </>
  );
}

function NoTrend({ row }: { row: BoardRowAnswer }) {
  const { short, long } = noTrendWords(row);
  return (
    <span class="no-trend quiet" title={long}>
      <span aria-hidden="true">{short}</span>
      <span class="vh">{long}</span>
    </span>
  );
}

/** What the marks of the column mean, once for all rows. */
export function TrendKey() {
  return (
    <p class="small quiet">
      {say('几时售完', 'Runs out in')}:{' '}
      {say(
        '“约”之后是由近几小时的售出速度估算的时间与80%区间;· 变化太少或余票多于20张,→ 未见减少,| 照此速度开车前不会售完。',
        'after “about” the time at the pace of the last hours, with its 80 % interval; · too few changes or more than 20 left, → not falling, | lasts until departure at this pace.',
      )}
    </p>
  );
}

type RunsOut = Extract<Trend, { kind: 'runsOut' }>;

export function runOutWords({ inHours }: Pick<RunsOut, 'inHours'>): string {
  return say(`约${hoursWords(inHours)}`, `about ${hoursWords(inHours)}`);
}

export function intervalWords({ lower, upper }: RunsOut): string {
  const from = hoursWords(lower);
  if (upper === null) {
    return say(`80%区间 ${from}至开车前未售完`, `80 % interval ${from} to not before departure`);
  }
  return say(`80%区间 ${from}–${hoursWords(upper)}`, `80 % interval ${from}–${hoursWords(upper)}`);
}

/** The reasons of a row's classes from the most telling to the least. */
const TELLING = [
  'departed',
  'suspended',
  'notOnSale',
  'notBeforeDeparture',
  'risingOrFlat',
  'tooFewPoints',
  'plenty',
  'gone',
  'unknown',
] as const;

/** `short` is the same in every row for the usual reasons, so that a board full of them stays quiet. */
function noTrendWords(row: BoardRowAnswer): { short: string; long: string } {
  const reasons = new Set(row.seats.map(({ trend }) => (trend.kind === 'none' ? trend.reason : null)));
  const inWords = (text: string) => ({ short: text, long: text });
  switch (TELLING.find((reason) => reasons.has(reason))) {
    case 'departed':
      return inWords(say('已开车', 'departed'));
    case 'suspended':
      return inWords(say('停运', 'suspended'));
    case 'notOnSale':
      return inWords(say('未开售', 'not on sale yet'));
    case 'notBeforeDeparture':
      return {
        short: '|',
        long: say('照此速度开车前不会售完', 'at this pace it lasts until departure'),
      };
    case 'risingOrFlat':
      return { short: '→', long: say('无趋势:未见减少', 'no trend: not falling') };
    case 'tooFewPoints':
      return { short: '·', long: say('无趋势:变化太少', 'no trend: too few changes') };
    case 'plenty':
      return { short: '·', long: say('无趋势:余票多于20张', 'no trend: more than 20 left') };
    case 'gone':
      return inWords(say('已售完', 'sold out'));
    default:
      return { short: '?', long: say('无趋势:情况不明', 'no trend: unknown') };
  }
}
