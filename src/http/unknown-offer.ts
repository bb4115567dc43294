import { InputError } from '../errors.ts';
import type { BoardRow } from '../seats/board.ts';

/** A train that no answer of the day listed, with those that were. */
export function unknownTrain(train: string, rows: BoardRow[]): InputError {
  const known = [...new Set(rows.map((row) => row.trainCode))].sort().join(', ');
  const expected = known === '' ? 'a train seen on this day (none has been seen yet)' : `one of ${known}`;
  return new InputError('not-found', [{ field: 'train', expected, got: train }]);
}

/** A class that no answer listed on these rows, with those that were. */
export function unknownClass(seatClass: string, rows: BoardRow[]): InputError {
  const seen = [...new Set(rows.flatMap((row) => row.seats.map((seat) => seat.seatClass)))].join(', ');
  const expected = seen === '' ? 'a class seen on this train (none has been seen yet)' : `one of ${seen}`;
  return new InputError('not-found', [{ field: 'class', expected, got: seatClass }]);
}
