import type { BoardAnswer, BoardRowAnswer } from '../../../http/board-schema.ts';
import { SEAT_CLASSES } from '../../../seats/seat-classes.data.ts';
import { useAnswer } from '../api/use-answer.ts';
import { nextToRunOut } from '../board/filter-rows.ts';
import { runOutWords } from '../board/trend.tsx';
import { say, sayBoth } from '../language.ts';
import { linkTo } from '../navigation.ts';
import { Age } from '../parts/age.tsx';
import { SeatState } from '../parts/seat-state.tsx';
import { stationName } from '../station-names.ts';
import { clockOf, dayWords } from '../when.ts';

const MOST_SHOWN = 9;
const EVERY_SECONDS = 30;

/** The head of a station's low-stock list. */
export function LowStock({ station }: { station: string }) {
  const { value, waiting } = useAnswer<BoardAnswer>(`/v1/board/${station}`, EVERY_SECONDS);
  if (value === null) return waiting ? <p class="waiting">{say('正在载入…', 'Loading …')}</p> : null;
  const rows = value.rows.filter((row) => tightest(row) !== undefined).slice(0, MOST_SHOWN);
  const lastPollAt = value.watches
    .map((watch) => watch.lastPollAt)
    .filter((at) => at !== null)
    .sort()
    .at(-1);
  return (
    <>
      <p class="small">
        <a href={linkTo(`/board/${station}`, { date: value.date })}>
          {stationName(value.station)} {dayWords(value.date)}
        </a>{' '}
        <Age at={lastPollAt ?? null} stale={value.watches.every((watch) => watch.stale)} />
      </p>
      {rows.length === 0 && (
        <p class="quiet">
          {say('目前没有只剩20张以下的席别。', 'No class is down to 20 seats or fewer now.')}
        </p>
      )}
      <ol class="tight">
        {rows.map((row) => (
          <TightRow key={row.id} row={row} date={value.date} />
        ))}
      </ol>
    </>
  );
}

function TightRow({ row, date }: { row: BoardRowAnswer; date: string }) {
  const seat = tightest(row);
  if (seat === undefined) return null;
  const query = { from: row.origin.telecode, to: row.destination.telecode, date, train: row.trainCode };
  return (
    <li>
      <a href={linkTo('/find', { ...query, class: seat.class })}>{row.trainCode}</a>
      <span class="quiet small">
        {row.departure === null ? '' : clockOf(row.departure)} {say('往', 'to ')}
        {stationName(row.destination)}
      </span>
      <span class="small">{sayBoth(SEAT_CLASSES[seat.class])}</span>
      <SeatState availability={seat.availability} waitlist={seat.waitlist} />
      <b class="small">{seat.trend.kind === 'runsOut' && runOutWords(seat.trend)}</b>
    </li>
  );
}

/** The class of a row with a pace, else with the fewest seats; undefined where none is counted. */
function tightest(row: BoardRowAnswer) {
  const next = nextToRunOut([row]);
  if (next !== null) return next.seat;
  const counted = row.seats.flatMap((seat) =>
    seat.availability.kind === 'count' ? [{ seat, count: seat.availability.count }] : [],
  );
  return counted.sort((a, b) => a.count - b.count)[0]?.seat;
}
