import { GONE } from './codes.ts';
import type { BoardState, LogValue } from './log-value.ts';
import { walkTokens } from './tokens.ts';

/**
 * The board of a `log` value after its last poll, or after its last poll observed at or before the second `until`.
 * That must not lie before the log's beginning.
 */
export function boardAfter(
  { board, tokens, context }: Pick<LogValue, 'board' | 'tokens' | 'context'>,
  until = Number.POSITIVE_INFINITY,
): BoardState {
  let { observed } = board;
  let before = 0;
  let over = false;
  let codes = Uint8Array.from(board.codes);
  let times = Uint32Array.from(board.times);
  walkTokens(tokens, context, {
    poll(at) {
      over ||= at.observed > until;
      if (over) return;
      before = observed;
      observed = at.observed;
    },
    change(cell, code) {
      if (over) return;
      if (cell >= codes.length) {
        codes = grow(codes, new Uint8Array(cell + 1));
        times = grow(times, new Uint32Array(cell + 1));
      }
      codes[cell] = code;
      times[cell] = code === GONE ? before : observed;
    },
  });
  return { observed, codes, times };
}

function grow<T extends Uint8Array | Uint32Array>(values: T, into: T): T {
  into.set(values);
  return into;
}
