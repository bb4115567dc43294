import type { BoardAnswer, BoardRowAnswer, BoardSeatAnswer } from '../../../http/board-schema.ts';
import { SEAT_CLASSES, type SeatClass } from '../../../seats/seat-classes.data.ts';
import { say, sayBoth } from '../language.ts';
import { linkTo } from '../navigation.ts';
import { Age } from '../parts/age.tsx';
import { percentWords } from '../parts/percent.ts';
import { SeatState } from '../parts/seat-state.tsx';
import { stationName } from '../station-names.ts';
import { clockOf, shortTime } from '../when.ts';
import { Sparkline } from './sparkline.tsx';
import { RowTrend } from './trend.tsx';

interface TableProps {
  board: BoardAnswer;
  rows: BoardRowAnswer[];
  classes: SeatClass[];
  changed: ReadonlySet<string>;
  /** The row that runs out before all others; null where none has a pace. */
  next: string | null;
}

/** Departures as rows, seat classes as columns. J and K or the arrows go from train to train, Enter opens one. */
export function BoardTable({ board, rows, classes, changed, next }: TableProps) {
  const staleWatches = new Set(board.watches.filter((watch) => watch.stale).map((watch) => watch.key));
  return (
    <div class="scroll">
      <table class="board" onKeyDown={walkRows}>
        <caption class="vh">
          {say(
            `${board.station.name} ${board.date} 各次列车余票`,
            `Seats left from ${stationName(board.station)}, ${board.date}`,
          )}
        </caption>
        <thead>
          <tr>
            <th scope="col">{say('车次', 'Train')}</th>
            <th scope="col">{say('开车', 'Departs')}</th>
            <th scope="col">{say('几时售完', 'Runs out in')}</th>
            {classes.map((one) => (
              <th scope="col" key={one}>
                {sayBoth(SEAT_CLASSES[one])}
              </th>
            ))}
            <th scope="col">{say('退票费下次上调', 'Refund dearer from')}</th>
            <th scope="col">{say('数据', 'Data')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <BoardRow
              key={row.id}
              row={row}
              date={board.date}
              classes={classes}
              isStale={staleWatches.has(row.watch) || !row.listed}
              isChanged={changed.has(row.id)}
              isNext={row.id === next}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  row: BoardRowAnswer;
  date: string;
  classes: SeatClass[];
  isStale: boolean;
  isChanged: boolean;
  isNext: boolean;
}

function BoardRow({ row, date, classes, isStale, isChanged, isNext }: RowProps) {
  const { trainCode, origin, destination, departure, nextFeeBoundary } = row;
  const detail = linkTo('/find', { from: origin.telecode, to: destination.telecode, date, train: trainCode });
  return (
    // The key of a changed row holds its time, so that the mark of a change is shown again at the next one.
    <tr
      class={[isChanged && 'changed', isNext && 'first-out'].filter(Boolean).join(' ')}
      key={isChanged ? row.observedAt : ''}
    >
      <th scope="row">
        <a class="train" href={detail}>
          {trainCode}
        </a>
        <span class="to" title={destination.name}>
          {say('往', 'to ')}
          {stationName(destination)}
        </span>
      </th>
      <td class="departs" data-label={say('开车', 'Departs')}>
        <b>{departure === null ? '--:--' : clockOf(departure)}</b>{' '}
        <small class="quiet">{stationName(origin)}</small>
      </td>
      <td class="trend" data-label={say('几时售完', 'Runs out in')}>
        {isNext && <b class="flag">{say('最先', 'first')}</b>} <RowTrend row={row} />
      </td>
      {classes.map((one) => (
        <SeatCell key={one} row={row} seatClass={one} />
      ))}
      <td class="fee small" data-label={say('退票费下次上调', 'Refund dearer from')}>
        {nextFeeBoundary === null ? (
          <span class="quiet">{say('无', 'none ahead')}</span>
        ) : (
          <>
            {shortTime(nextFeeBoundary.at)}{' '}
            <span class="quiet nowrap">
              {percentWords(nextFeeBoundary.currentRate)} → {percentWords(nextFeeBoundary.rate)}
            </span>
          </>
        )}
      </td>
      <td class={isStale ? 'data old small' : 'data small'} data-label={say('数据', 'Data')}>
        <Age at={row.observedAt} stale={isStale} />
      </td>
    </tr>
  );
}

function SeatCell({ row, seatClass }: { row: BoardRowAnswer; seatClass: SeatClass }) {
  const label = sayBoth(SEAT_CLASSES[seatClass]);
  const seat = row.seats.find((one) => one.class === seatClass);
  if (seat === undefined) {
    return (
      <td class="cell absent" data-label={label}>
        <SeatState availability={{ kind: 'notOffered' }} waitlist={null} />
      </td>
    );
  }
  return (
    <td class="cell" data-label={label}>
      <SeatState availability={seat.availability} waitlist={seat.waitlist} />
      <SeatSparkline row={row} seat={seat} />
    </td>
  );
}

function SeatSparkline({ row, seat }: { row: BoardRowAnswer; seat: BoardSeatAnswer }) {
  if (row.sparkFrom === null || seat.spark.length === 0) return null;
  const until = (Date.parse(row.observedAt) - Date.parse(row.sparkFrom)) / 3_600_000;
  return <Sparkline points={seat.spark} untilHours={Math.max(until, 0.01)} />;
}

/** Moves the focus along the trains of the table. */
function walkRows(event: KeyboardEvent): void {
  const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
  if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  const trains = [...(event.currentTarget as Element).querySelectorAll<HTMLElement>('a.train')];
  const index = trains.indexOf(document.activeElement as HTMLElement);
  const next = trains[index + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
