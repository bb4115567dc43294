import { arrangeBoard, arrangeColumns } from './columns.ts';
import type { Dictionary } from './dictionary.ts';
import { type LogTail, planBeginning, planTail } from './log-value.ts';
import { arrangePage, packPage, type SealSizes } from './page.ts';
import { planTokens } from './plan-tokens.ts';
import { replayPolls } from './replay.ts';
import type { Snapshot } from './snapshot.ts';
import { LOG_BEGINNING, type LogContext, type LogPoll, planContext } from './tokens.ts';

/** So many bytes of tokens come to one of a page. */
const TOKENS_A_BYTE = 1.7;

export interface Fold {
  log: Buffer;
  pages: Buffer[];
}

/** The log with its late polls in their place, sealed anew. Null when there is no ok poll at all. */
export function planFold(snapshot: Snapshot, dictionary: Dictionary, sizes: SealSizes): Fold | null {
  const polls = mergeLate(snapshot, dictionary);
  if (polls.length === 0) return null;
  const { tail } = snapshot;
  return planLogOf(polls, { ...tail, version: tail.version + 1, late: 0 }, sizes);
}

/**
 * Log and pages that hold these polls, in order of time. Of `tail` what follows from the polls in the log (newest
 * second, plans) is set here, the rest taken as it is.
 */
export function planLogOf(
  polls: readonly LogPoll[],
  tail: LogTail,
  { sealBytes, pageBytes }: SealSizes,
): Fold {
  const tokens = planEach(polls);
  const pages: Buffer[] = [];
  let left = tokens.reduce((sum, one) => sum + one.bytes.length, 0);
  let sealed = 0;
  while (left > sealBytes) {
    const end = endOfPage(tokens, sealed, pageBytes * TOKENS_A_BYTE);
    pages.push(packPage(arrangePage(polls.slice(sealed, end), contextAt(tokens, sealed))));
    for (; sealed < end; sealed++) left -= tokens[sealed]?.bytes.length ?? 0;
  }
  // The changes of a poll are in order of cells.
  const cells = polls.reduce((most, poll) => Math.max(most, (poll.changes.at(-2) ?? -1) + 1), 0);
  const board = arrangeBoard(arrangeColumns(polls, cells), sealed);
  const context = contextAt(tokens, sealed);
  const beginning = planBeginning(context, board ?? { codes: new Uint8Array(), times: new Uint32Array() });
  const { observed, planned, expected } = contextAt(tokens, tokens.length);
  const log = Buffer.concat([
    beginning,
    ...tokens.slice(sealed).map((one) => one.bytes),
    planTail({ ...tail, observed, planned, expected }),
  ]);
  return { log, pages };
}

/** The `log` value of a pair and date none of whose polls is ok. */
export function planEmptyLog(tail: LogTail): Buffer {
  const nothing = { codes: new Uint8Array(), times: new Uint32Array() };
  return Buffer.concat([planBeginning(LOG_BEGINNING, nothing), planTail(tail)]);
}

/** All ok polls in order of time, late ones in their place, each with the changes it then made by cell. */
export function mergeLate({ polls, late }: Snapshot, dictionary: Dictionary): readonly LogPoll[] {
  if (late.length === 0) return polls;
  const merged = [...polls, ...late]
    .map(({ observed, planned }) => ({ observed, planned, changes: [] as number[] }))
    .sort((a, b) => a.observed - b.observed);
  const places = new Map(merged.map((poll, place) => [poll.observed, place]));
  replayPolls(dictionary, polls, late, Number.POSITIVE_INFINITY, (cell, code, observed) => {
    merged[places.get(observed) ?? -1]?.changes.push(cell, code);
  });
  for (const poll of merged) sortChanges(poll.changes);
  return merged;
}

/** Changes come train by train; tokens want them by cell. In place. */
export function sortChanges(changes: number[]): void {
  let sorted = true;
  for (let i = 2; i < changes.length; i += 2) sorted &&= (changes[i] as number) > (changes[i - 2] as number);
  if (sorted) return;
  const pairs: [number, number][] = [];
  for (let i = 0; i < changes.length; i += 2) pairs.push([changes[i] as number, changes[i + 1] as number]);
  pairs.sort((a, b) => a[0] - b[0]);
  for (const [i, [cell, code]] of pairs.entries()) {
    changes[2 * i] = cell;
    changes[2 * i + 1] = code;
  }
}

interface PlannedToken {
  bytes: Buffer;
  /** Where the next token continues. */
  after: LogContext;
}

function planEach(polls: readonly LogPoll[]): PlannedToken[] {
  let context: LogContext = LOG_BEGINNING;
  return polls.map((poll) => {
    const bytes = planTokens([poll], context);
    context = planContext([poll], context);
    return { bytes, after: context };
  });
}

function contextAt(tokens: readonly PlannedToken[], place: number): LogContext {
  return tokens[place - 1]?.after ?? LOG_BEGINNING;
}

/** As many of the polls from `first` on as make tokens of so many bytes, at least one. */
function endOfPage(tokens: readonly PlannedToken[], first: number, most: number): number {
  let bytes = 0;
  let end = first;
  for (; end < tokens.length; end++) {
    bytes += tokens[end]?.bytes.length ?? 0;
    if (end > first && bytes > most) break;
  }
  return end;
}
