import type { BoardAnswer } from '../../../http/board-schema.ts';
import { SEAT_CLASSES } from '../../../seats/seat-classes.data.ts';
import { say, sayBoth } from '../language.ts';
import { changeQuery, place } from '../navigation.ts';
import { dayWords } from '../when.ts';
import { type BoardFilters, classesOf } from './filter-rows.ts';
import { toggleWall } from './wall.ts';

/** Day, filters and order of a board. All of it is in the address. */
export function BoardControls({ board, filters }: { board: BoardAnswer; filters: BoardFilters }) {
  const classes = classesOf(board.rows, '');
  const isWall = place.value.query.wall === '1';
  return (
    <search>
      <form class="controls" onSubmit={(event) => event.preventDefault()}>
        <label>
          {say('乘车日期', 'Date')}
          <select value={board.date} onChange={(event) => changeQuery({ date: event.currentTarget.value })}>
            {board.dates.map((date) => (
              <option key={date} value={date}>
                {date} {dayWords(date)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {say('车次或到站', 'Train or destination')}
          <input
            type="search"
            size={12}
            value={filters.text}
            onInput={(event) => changeQuery({ q: event.currentTarget.value })}
          />
        </label>
        <label>
          {say('席别', 'Class')}
          <select
            value={filters.seatClass}
            onChange={(event) => changeQuery({ class: event.currentTarget.value })}
          >
            <option value="">{say('全部', 'all')}</option>
            {classes.map((one) => (
              <option key={one} value={one}>
                {sayBoth(SEAT_CLASSES[one])}
              </option>
            ))}
          </select>
        </label>
        <label>
          {say('排序', 'Order')}
          <select
            value={filters.sort}
            onChange={(event) =>
              changeQuery({ sort: event.currentTarget.value === 'departure' ? 'departure' : null })
            }
          >
            <option value="runout">{say('先售完在前', 'runs out first')}</option>
            <option value="departure">{say('开车时间', 'departure')}</option>
          </select>
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={filters.low}
            onChange={(event) => changeQuery({ low: event.currentTarget.checked ? '1' : null })}
          />
          {say('只看紧张', 'low stock only')}
        </label>
        <button type="button" aria-pressed={isWall} onClick={toggleWall}>
          {isWall ? say('退出大屏', 'Leave wall mode') : say('大屏', 'Wall mode')}
        </button>
      </form>
    </search>
  );
}
