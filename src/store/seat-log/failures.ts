import type { PollRecord } from '../../seats/board.ts';
import type { Poll, PollOutcome } from '../../seats/schema.ts';
import { toInstant } from './log-value.ts';
import { pushVarint, zigzag } from './plan-tokens.ts';
import { unzigzag, VarintReader } from './tokens.ts';

type FailedPoll = Exclude<Poll, { outcome: 'ok' }>;
type Said = [outcome: PollOutcome, sign: string, detail: string];
type FailureMember = [observed: number, planned: number, ...Said];

/**
 * A poll that failed, as text: equal texts are the very same failure. (Layout 1 kept these texts themselves.)
 * `observed` is its second.
 */
export function planFailure(
  poll: Pick<FailedPoll, 'plannedAt' | 'outcome' | 'failure'>,
  observed: number,
): string {
  const { sign, detail } = poll.failure;
  return JSON.stringify([observed, poll.plannedAt, poll.outcome, sign, detail] satisfies FailureMember);
}

export function parseFailure(member: string): PollRecord {
  const [observed, plannedAt, outcome, sign, detail] = parseMember(member);
  return { plannedAt, observedAt: toInstant(observed), outcome, sign, detail };
}

/**
 * The `failures` key: one record a failure, in the order in which they came. Most say what others said before, and
 * then a record takes some 8 bytes: the number of what was said (varint; 0: something new follows, its length as a
 * varint and the JSON text of outcome, sign and detail, which takes the next number from 1 on), the second since the
 * record before and the plan's distance from the second in milliseconds (zig-zagged varints).
 */
export function planFailures(members: readonly string[]): Buffer {
  const said = new Map<string, number>();
  let before = 0;
  const records = members.map((member) => {
    const record = planRecord(said, before, member);
    before = parseMember(member)[0];
    return record;
  });
  return Buffer.concat(records);
}

/** What is to be appended to the records of `kept`. */
export function planFailureRecord(kept: readonly string[], member: string): Buffer {
  const said = new Map<string, number>();
  for (const one of kept) numberOf(said, saidOf(one));
  const last = kept.at(-1);
  return planRecord(said, last === undefined ? 0 : parseMember(last)[0], member);
}

/** `said` holds the number of every text said before; a new one is added. */
function planRecord(said: Map<string, number>, before: number, member: string): Buffer {
  const text = saidOf(member);
  const isNew = !said.has(text);
  const news = isNew ? Buffer.from(text) : Buffer.alloc(0);
  const [observed, planned] = parseMember(member);
  const head: number[] = [];
  pushVarint(head, isNew ? 0 : numberOf(said, text));
  if (isNew) pushVarint(head, news.length);
  numberOf(said, text);
  const times: number[] = [];
  pushVarint(times, zigzag(observed - before));
  pushVarint(times, zigzag(planned - toInstant(observed)));
  return Buffer.concat([Buffer.from(head), news, Buffer.from(times)]);
}

function numberOf(said: Map<string, number>, text: string): number {
  const number = said.get(text) ?? said.size + 1;
  said.set(text, number);
  return number;
}

/** The failures as texts, in the order in which they came. Throws RangeError on records that are cut off. */
export function parseFailures(records: Buffer): string[] {
  return walkRecords(
    records,
    (text) => text.slice(1),
    (rest, observed, planned) => `[${observed},${planned},${rest}`,
  );
}

/** The failures as polls, in the order in which they came. Throws RangeError on records that are cut off. */
export function parseFailureRecords(records: Buffer): PollRecord[] {
  return walkRecords(
    records,
    (text) => JSON.parse(text) as Said,
    ([outcome, sign, detail], observed, planned): PollRecord => {
      return { plannedAt: planned, observedAt: toInstant(observed), outcome, sign, detail };
    },
  );
}

/** What is said over and over is read once. */
function walkRecords<S, T>(
  records: Buffer,
  readSaid: (text: string) => S,
  build: (said: S, observed: number, planned: number) => T,
): T[] {
  const said: S[] = [];
  const built: T[] = [];
  const reader = new VarintReader(records);
  let observed = 0;
  while (reader.at < records.length) {
    const number = reader.next();
    if (number === 0) {
      const end = reader.next() + reader.at;
      said.push(readSaid(records.toString('utf8', reader.at, end)));
      reader.at = end;
    }
    const one = said.at(number - 1);
    if (one === undefined) throw new RangeError(`expected a known failure, got number ${number}`);
    observed += unzigzag(reader.next());
    built.push(build(one, observed, toInstant(observed) + unzigzag(reader.next())));
  }
  return built;
}

function saidOf(member: string): string {
  return JSON.stringify(parseMember(member).slice(2));
}

function parseMember(member: string): FailureMember {
  return JSON.parse(member) as FailureMember;
}
