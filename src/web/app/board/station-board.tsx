import { useRef } from 'preact/hooks';
import type { BoardAnswer } from '../../../http/board-schema.ts';
import { say } from '../language.ts';
import { place } from '../navigation.ts';
import { Age } from '../parts/age.tsx';
import { Heading } from '../parts/heading.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { SeatLegend } from '../parts/seat-state.tsx';
import { WatchedStations } from '../parts/watched-list.tsx';
import { stationName, stationNameInFull, telecodeName } from '../station-names.ts';
import { dayWords } from '../when.ts';
import { BoardControls } from './board-controls.tsx';
import { BoardTable } from './board-table.tsx';
import { classesOf, filterRows, nextToRunOut, parseFilters } from './filter-rows.ts';
import { type LiveBoard, useLiveBoard } from './live-board.ts';
import { NextOut } from './next-out.tsx';
import { TrendKey } from './trend.tsx';
import { toggleWall, useLeaveWall } from './wall.ts';

/** One station's departures on one day, live. */
export function StationBoard({ station }: { station: string }) {
  const { query } = place.value;
  const live = useLiveBoard(station, query.date ?? null);
  const { board, problem } = live;
  const page = useRef<HTMLElement>(null);
  useLeaveWall();
  const isOld = live.stream === 'lost' || isStale(board);
  return (
    <article
      class={isOld ? 'page old' : 'page'}
      ref={page}
      onKeyDown={(event) => shortcut(event, page.current)}
    >
      <div class="head">
        <Heading
          text={
            board === null
              ? telecodeName(station)
              : `${stationNameInFull(board.station)} ${dayWords(board.date)}`
          }
        />
        <Freshness live={live} />
      </div>
      {problem !== null && <ProblemNote problem={problem} />}
      {problem !== null && board === null && problem.name !== 'unreachable' && (
        <section>
          <h2>{say('有查询的车站', 'Stations that are watched')}</h2>
          <WatchedStations />
        </section>
      )}
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
  const rows = filterRows(board.rows, filters, stationName);
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
          next={nextToRunOut(rows)?.row.id ?? null}
        />
      )}
      <div class="unwalled">
        <SeatLegend />
        <TrendKey />
        <p class="small quiet">
          {say(
            '曲线:开售以来的余票,竖轴0至20张,20张以上画在顶端;断开处没有查询。键盘:J、K上下换车,回车看详情,/筛选,W大屏。',
            'Curves: seats since the sale opened, 0 to 20 upwards, more than 20 at the top; broken where nobody looked. Keys on the board: J and K from train to train, Enter opens one, / filters, W wall mode.',
          )}
        </p>
      </div>
    </>
  );
}

/** Data age in words; whatever is not as it should be is loud. Announced when it changes, not every second. */
function Freshness({ live: { board, stream } }: { live: LiveBoard }) {
  if (board === null) return null;
  const stale = board.watches.filter((watch) => watch.stale);
  const polls = board.watches.map((watch) => watch.lastPollAt).filter((at) => at !== null);
  const isAllStale = isStale(board);
  return (
    <p class="freshness">
      <Age at={polls.sort().at(-1) ?? null} stale={isAllStale} />{' '}
      <span role="status">
        {stream === 'lost' && (
          <b class="loud">
            {say('连接中断,数字不再更新,正在重连', 'Connection lost: figures are not updated; reconnecting')}
          </b>
        )}
        {stream === 'live' && <span class="live">{say('自动更新', 'updating')}</span>}
        {!isAllStale && stale.length > 0 && (
          <b class="loud">
            {' '}
            {say(
              `${stale.length}个方向数据过期: ${stale.map(({ to }) => to.name).join('、')}`,
              `${stale.length} of ${board.watches.length} relations stale: ${stale.map(({ to }) => stationName(to)).join(', ')}`,
            )}
          </b>
        )}
      </span>
    </p>
  );
}

function isStale(board: BoardAnswer | null): boolean {
  return board !== null && board.watches.length > 0 && board.watches.every((watch) => watch.stale);
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
