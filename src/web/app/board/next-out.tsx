import type { BoardAnswer } from '../../../http/board-schema.ts';
import { SEAT_CLASSES } from '../../../seats/seat-classes.data.ts';
import { say, sayBoth } from '../language.ts';
import { linkTo } from '../navigation.ts';
import { stationName } from '../station-names.ts';
import { nextToRunOut } from './filter-rows.ts';
import { intervalWords, runOutWords } from './trend.tsx';

/** The one sentence that staff come for: what runs out next, or why nothing can be said of it. */
export function NextOut({ board }: { board: BoardAnswer }) {
  const next = nextToRunOut(board.rows);
  if (next === null || next.seat.trend.kind !== 'runsOut') {
    return <p class="next none">{isYoung(board) ? youngWords() : quietWords()}</p>;
  }
  const { row, seat } = next;
  const trend = next.seat.trend;
  const query = {
    from: row.origin.telecode,
    to: row.destination.telecode,
    date: board.date,
    train: row.trainCode,
  };
  return (
    <p class="next">
      <span class="quiet">{say('下一个售完', 'Runs out next')}</span>{' '}
      <b>
        <a href={linkTo('/find', query)}>{row.trainCode}</a> {say('往', 'to ')}
        {stationName(row.destination)} {sayBoth(SEAT_CLASSES[seat.class])}
      </b>{' '}
      <b>{runOutWords(trend)}</b> <span class="quiet small">({intervalWords(trend)})</span>
    </p>
  );
}

/** Of a young log every class has too few changes: no pace can be told of any, which is not that nothing sells. */
function isYoung({ rows }: BoardAnswer): boolean {
  const reasons = rows.flatMap(({ seats }) =>
    seats.map(({ trend }) => (trend.kind === 'none' ? trend.reason : null)),
  );
  return reasons.includes('tooFewPoints') && !reasons.includes('risingOrFlat');
}

function youngWords(): string {
  return say(
    '还看不出趋势:要有几小时的查询记录。先按余票多少排列。',
    'No trends yet: they need some hours of polls. The fewest seats come first meanwhile.',
  );
}

function quietWords(): string {
  return say('目前没有看得出几时售完的席别。', 'No class shows a pace at which it would run out now.');
}
