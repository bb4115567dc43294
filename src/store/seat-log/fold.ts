import type { Dictionary } from './dictionary.ts';
import { planPage, type SealSizes } from './page.ts';
import { planLog } from './plan-tokens.ts';
import { replayPolls } from './replay.ts';
import type { Snapshot } from './snapshot.ts';
import { type BoardState, planState } from './state.ts';
import { LOG_BEGINNING, LOG_HEADER_BYTES, type LogContext, type LogPoll, planContext } from './tokens.ts';

export interface Fold {
  state: Buffer;
  log: Buffer;
  pages: Buffer[];
}

/** The log with its late polls in their place, sealed anew. Null when there is no ok poll at all. */
export function planFold(
  snapshot: Snapshot,
  dictionary: Dictionary,
  { sealBytes, pageBytes }: SealSizes,
): Fold | null {
  const polls = mergePolls(snapshot);
  const places = new Map(polls.map((poll, place) => [poll.observed, place]));
  const board = replayPolls(
    dictionary,
    snapshot.polls,
    snapshot.late,
    Number.POSITIVE_INFINITY,
    (cell, code, observed) => polls[places.get(observed) ?? -1]?.changes.push(cell, code),
  );
  if (board === null) return null;
  for (const poll of polls) sortChanges(poll.changes);

  const pages: Buffer[] = [];
  let context: LogContext = LOG_BEGINNING;
  let rest: readonly LogPoll[] = polls;
  let log = planLog(rest, context);
  while (log.length > sealBytes) {
    const some = takePage(rest, context, pageBytes);
    pages.push(planPage(some, context));
    context = planContext(some, context);
    rest = rest.slice(some.length);
    log = planLog(rest, context);
  }
  const { observed, planned, expected } = planContext(rest, context);
  const version = snapshot.header.version + 1;
  const header = { ...snapshot.header, version, observed, planned, expected, late: 0 };
  return { state: planState(header, trimBoard(board)), log, pages };
}

/** All polls in order of time, without their changes. */
function mergePolls({ polls, late }: Snapshot): (LogPoll & { changes: number[] })[] {
  return [...polls, ...late]
    .map(({ observed, planned }) => ({ observed, planned, changes: [] }))
    .sort((a, b) => a.observed - b.observed);
}

/** A replay tells the changes of one poll train by train; the log wants them by cell. */
function sortChanges(changes: number[]): void {
  const pairs: [number, number][] = [];
  for (let i = 0; i < changes.length; i += 2) pairs.push([changes[i] as number, changes[i + 1] as number]);
  pairs.sort((a, b) => a[0] - b[0]);
  changes.splice(0, changes.length, ...pairs.flat());
}

/** As many of the first polls as make tokens of `pageBytes`, at least one. */
function takePage(polls: readonly LogPoll[], context: LogContext, pageBytes: number): readonly LogPoll[] {
  let bytes = LOG_HEADER_BYTES;
  let at = context;
  for (const [place, poll] of polls.entries()) {
    bytes += planLog([poll], at).length - LOG_HEADER_BYTES;
    if (place > 0 && bytes > pageBytes) return polls.slice(0, place);
    at = planContext([poll], at);
  }
  return polls;
}

/** Without the unseen cells at the end: the header's dictionary may not reach as far as the one at hand. */
function trimBoard(board: BoardState): BoardState {
  let cells = board.codes.length;
  while (cells > 0 && board.codes[cells - 1] === 0) cells--;
  return { ...board, codes: board.codes.subarray(0, cells), times: board.times.subarray(0, cells) };
}
