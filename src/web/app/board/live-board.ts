import { useEffect, useState } from 'preact/hooks';
import { applyBoardChange } from '../../../http/board-change.ts';
import type { BoardAnswer, BoardChange } from '../../../http/board-schema.ts';
import { fetchAnswer, type Problem } from '../api/fetch-answer.ts';
import { setServiceTime } from '../clock.ts';
import { buildAddress } from '../places.ts';

export interface LiveBoard {
  board: BoardAnswer | null;
  /** `lost`: the stream broke off; the browser is trying to take it up where it stopped. */
  stream: 'opening' | 'live' | 'lost';
  /** Rows that the last event brought anew, to be pointed out. */
  changed: ReadonlySet<string>;
  problem: Problem | null;
}

const NOTHING: ReadonlySet<string> = new Set();
const START: LiveBoard = { board: null, stream: 'opening', changed: NOTHING, problem: null };
/** A stream that was refused is not taken up by the browser itself: we try again after this. */
const AGAIN_MS = 5_000;

/**
 * A station's board, kept live by server-sent events. After a break the browser asks with the id of the last event
 * it had (Last-Event-ID) and gets what it missed. `date` null is the next day that is watched.
 */
export function useLiveBoard(station: string, date: string | null): LiveBoard {
  const [live, setLive] = useState<LiveBoard>(START);
  useEffect(() => {
    // The board of another day stays until the new one is there: whoever chose the day keeps the focus.
    setLive((before) => ({ ...before, stream: 'opening', changed: NOTHING, problem: null }));
    return followBoard(station, date, setLive);
  }, [station, date]);
  return live;
}

type Update = (next: (before: LiveBoard) => LiveBoard) => void;

function followBoard(station: string, date: string | null, update: Update): () => void {
  const leaving = new AbortController();
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    source = new EventSource(buildAddress(`/v1/board/${station}/stream`, { date }));
    source.addEventListener('snapshot', (event) => {
      const board: BoardAnswer = JSON.parse(event.data);
      setServiceTime(board.now);
      update(() => ({ board, stream: 'live', changed: NOTHING, problem: null }));
    });
    source.addEventListener('change', (event) => {
      const change: BoardChange = JSON.parse(event.data);
      setServiceTime(change.now);
      update((before) => takeChange(before, change));
    });
    source.addEventListener('open', () =>
      update((before) => (before.board === null ? before : { ...before, stream: 'live', problem: null })),
    );
    source.addEventListener('error', () => {
      update((before) => ({ ...before, stream: 'lost' }));
      if (source?.readyState === EventSource.CLOSED) void explain();
    });
  };
  /** An EventSource does not tell why it was refused: the board itself does. */
  const explain = async () => {
    timer = setTimeout(open, AGAIN_MS);
    const asked = fetchAnswer<BoardAnswer>(buildAddress(`/v1/board/${station}`, { date }), leaving.signal);
    const answer = await asked.catch((error: unknown) => {
      if (leaving.signal.aborted) return null;
      throw error;
    });
    if (answer === null) return;
    if (answer.ok) update((before) => ({ ...before, board: answer.value, problem: null }));
    else update((before) => refuse(before, date, answer.problem));
  };
  open();
  return () => {
    leaving.abort();
    clearTimeout(timer);
    source?.close();
  };
}

/** What was known of this very day stays beside the problem; another day's board must not stand for it. */
function refuse(before: LiveBoard, date: string | null, problem: Problem): LiveBoard {
  const isSameDay = date === null || before.board?.date === date;
  return { ...before, board: isSameDay ? before.board : null, problem };
}

function takeChange(before: LiveBoard, change: BoardChange): LiveBoard {
  if (before.board === null) return before;
  const changed = new Set(change.rows.map((row) => row.id));
  const board = applyBoardChange(before.board, change);
  return { board, stream: 'live', changed: changed.size > 0 ? changed : before.changed, problem: null };
}
