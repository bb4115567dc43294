import { useRef } from 'preact/hooks';
import type { BoardAnswer } from '../../../http/board-schema.ts';
import { SEAT_CLASSES } from '../../../seats/seat-classes.data.ts';
import { say, sayBoth } from '../language.ts';
import { linkTo, place } from '../navigation.ts';
import { Age } from '../parts/age.tsx';
import { Heading } from '../parts/heading.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { SeatLegend } from '../parts/seat-state.tsx';
import { dayWords } from '../when.ts';
import { BoardControls } from './board-controls.tsx';
import { BoardTable } from './board-table.tsx';
import { classesOf, filterRows, nextToRunOut, parseFilters } from './filter-rows.ts';
import { type LiveBoard, useLiveBoard } from './live-board.ts';
import { intervalWords, runOutWords } from './trend.tsx';
import { toggleWall, useLeaveWall } from './wall.ts';

/** One station's departures on one day, live. */
export function StationBoard({ station }: { station: string }) {
  const { query } = place.value;
  const live = useLiveBoard(station, query.date ?? null);
  const { board, problem } = live;
  const page = useRef<HTMLElement>(null);
  useLeaveWall();
  return (
    <article class="page" ref={page} onKeyDown={(event) => shortcut(event, page.current)}>
      <div class="head">
        <Heading text={board === null ? station : `${board.station.name} ${dayWords(board.date)}`} />
        <Freshness live={live} />
      </div>
      {problem !== null && <ProblemNote problem={problem} />}
      {board === null ? (
        problem === null && <p class="waiting">{say('正在载入…', 'Loading …')}</p>
      ) : (
        <BoardBody board={board} changed={live.changed} />
      )}
    </article>
  );
}

function BoardBody({ board, changed }: { board: BoardAnswer; changed: ReadonlySet<string> }) {
  const filters = parseFilters(place.value.query);
  const rows = filterRows(board.rows, filters);
  return (
    <>
      <NextOut board={board} />
      <BoardControls board={board} filters={filters} />
      {rows.length === 0 ? (
        <p class="note">
          {board.rows.length === 0
            ? say(
                '这一天还没有查询到任何列车,余票不明。',
                'No train has been seen for this day yet: nothing is known.',
              )
            : say('没有符合筛选条件的列车。', 'No train fits the filters.')}
        </p>
      ) : (
        <BoardTable
          board={board}
          rows={rows}
          classes={classesOf(rows, filters.seatClass)}
          changed={changed}
        />
      )}
      <div class="unwalled">
        <SeatLegend />
        <p class="small quiet">
          {say(
            '曲线:开售以来的余票,竖轴0至20张,20张以上画在顶端;断开处没有查询。“几时售完”由近几小时的售出速度估算,给出80%区间。键盘:J、K上下换车,回车看详情,/筛选,W大屏。',
            'Curves: seats since the sale opened, 0 to 20 upwards, more than 20 at the top; broken where nobody looked. “Runs out in” is estimated from the pace of the last hours, with an 80 % interval. Keys on the board: J and K from train to train, Enter opens one, / filters, W wall mode.',
          )}
        </p>
      </div>
    </>
  );
}

/** The one sentence that staff come for. */
function NextOut({ board }: { board: BoardAnswer }) {
  const next = nextToRunOut(board.rows);
  if (next === null || next.seat.trend.kind !== 'runsOut') {
    return (
      <p class="next">
        {say('目前没有看得出几时售完的席别。', 'No class shows a pace at which it would run out now.')}
      </p>
    );
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
        {row.destination.name} {sayBoth(SEAT_CLASSES[seat.class])}
      </b>{' '}
      <b>{runOutWords(trend)}</b> <span class="quiet small">({intervalWords(trend)})</span>
    </p>
  );
}

/** Data age in words; whatever is not as it should be is loud. Announced when it changes, not every second. */
function Freshness({ live: { board, stream } }: { live: LiveBoard }) {
  if (board === null) return null;
  const stale = board.watches.filter((watch) => watch.stale);
  const polls = board.watches.map((watch) => watch.lastPollAt).filter((at) => at !== null);
  const isStale = board.watches.length > 0 && stale.length === board.watches.length;
  return (
    <p class="freshness">
      <Age at={polls.sort().at(-1) ?? null} stale={isStale} />{' '}
      <span role="status">
        {stream === 'lost' && (
          <b class="loud">
            {say('连接中断,数字不再更新,正在重连', 'Connection lost: figures are not updated; reconnecting')}
          </b>
        )}
        {stream === 'live' && <span class="live">{say('实时更新', 'live')}</span>}
        {!isStale && stale.length > 0 && (
          <b class="loud">
            {' '}
            {say(
              `${stale.length}个方向数据过期: ${stale.map(({ to }) => to.name).join('、')}`,
              `${stale.length} of ${board.watches.length} relations stale: ${stale.map(({ to }) => to.name).join(', ')}`,
            )}
          </b>
        )}
      </span>
    </p>
  );
}

/** Keys that work while the focus is on the board: `/` to the filter, `w` wall mode. */
function shortcut(event: KeyboardEvent, page: HTMLElement | null): void {
  const isTyping = /^(INPUT|SELECT|TEXTAREA)$/.test((event.target as Element).tagName);
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === '/') {
    event.preventDefault();
    page?.querySelector<HTMLInputElement>('input[type="search"]')?.focus();
  }
  if (event.key === 'w') toggleWall();
}
