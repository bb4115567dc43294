import { compareRunOut } from '../seats/low-stock.ts';
import type { BoardAnswer, BoardChange, BoardRowAnswer } from './board-schema.ts';

/**
 * The board after a `change` event of the stream, sorted again. A listed row whose watch was asked anew without
 * anything having changed is not in the event: it is now known as of that watch's last answer. Pure; for the
 * page as well as for tests.
 */
export function applyBoardChange(board: BoardAnswer, change: BoardChange): BoardAnswer {
  const gone = new Set(change.gone);
  const watches = new Map(board.watches.map((watch) => [watch.key, watch]));
  for (const watch of change.watches) watches.set(watch.key, watch);
  const rows = new Map(board.rows.map((row) => [row.id, row]));
  for (const row of change.rows) rows.set(row.id, row);
  return {
    ...board,
    now: change.now,
    provenance: change.provenance,
    watches: [...watches.values()],
    rows: [...rows.values()]
      .filter((row) => !gone.has(row.id))
      .map((row) => seenWith(row, watches.get(row.watch)?.lastPollAt ?? null))
      .sort(compareRunOut),
  };
}

function seenWith(row: BoardRowAnswer, lastPollAt: string | null): BoardRowAnswer {
  if (!row.listed || lastPollAt === null || lastPollAt === row.observedAt) return row;
  return { ...row, observedAt: lastPollAt };
}
