import type { ServerFacts } from './redis/server-facts.ts';

/** Why Redis has no room: its memory, its disk, or replicas it is told to wait for. */
export type RoomCause = 'memory' | 'disk' | 'replicas';

/** `low` warns; `full` means that polling stops. Nothing kept is ever dropped to make room. */
export interface Room {
  state: 'ok' | 'low' | 'full';
  /** Of the fullest node; null where Redis does not tell. */
  usedBytes: number | null;
  /** What it may use; null where nothing says. */
  budgetBytes: number | null;
  /** Null while all is well. */
  problem: { cause: RoomCause; what: string; todo: string } | null;
}

/** Words of Redis that refused a write. */
export interface Refusal {
  cause: RoomCause;
  words: string;
}

/** Warned of from here on. */
export const LOW_SHARE = 0.8;
/** Polling stops here: the rest is for the queue's own bookkeeping, so that Redis need never refuse anything. */
export const FULL_SHARE = 0.95;
/** It goes on once there is so much room again, or it would start and stop with every buffer of a client. */
export const AGAIN_SHARE = 0.9;
/** Of the machine's memory, where neither a budget is set nor a maxmemory. */
const MACHINE_SHARE = 0.75;

const REFUSALS: [pattern: RegExp, cause: RoomCause][] = [
  [/\bOOM command not allowed\b/, 'memory'],
  [/\bMISCONF\b/, 'disk'],
  [/\bNOREPLICAS\b/, 'replicas'],
];

/** The refusal for want of room in an error of Redis or of a script that ran there; null for any other error. */
export function parseRefusal(error: unknown): Refusal | null {
  const words = error instanceof Error ? error.message : String(error);
  const found = REFUSALS.find(([pattern]) => pattern.test(words));
  return found === undefined ? null : { cause: found[1], words };
}

/**
 * Judges the room by what every master says of itself.
 *
 * `budgetBytes`: the operator's, for each node; the node's own maxmemory counts where it is less. `wasFull`: the last
 * judgement, as a full store has to get some way below before it counts as no longer full. `refusal`: the last one
 * there was; it counts until the facts show that its cause is over, or for as long as they say nothing about it.
 */
export function judgeRoom(
  facts: readonly ServerFacts[],
  {
    budgetBytes,
    wasFull,
    refusal,
  }: { budgetBytes: number | null; wasFull: boolean; refusal: Refusal | null },
): Room {
  const fullest = findFullest(
    facts.map((one) => ({ usedBytes: one.usedBytes, budgetBytes: planBudgetBytes(one, budgetBytes) })),
  );
  const share = shareOf(fullest);
  const cannotWrite = facts.some((one) => one.logIsWritten === false);
  const isRefusedForDisk = refusal?.cause === 'disk' && facts.some((one) => one.snapshotIsWritten !== true);
  const isRefusedForMemory = refusal?.cause === 'memory' && !(share < AGAIN_SHARE);
  if (cannotWrite || isRefusedForDisk) return { state: 'full', ...fullest, problem: describeDisk(refusal) };
  if (refusal?.cause === 'replicas') return { state: 'full', ...fullest, problem: describeReplicas(refusal) };
  const isFull = share >= (wasFull ? AGAIN_SHARE : FULL_SHARE) || isRefusedForMemory;
  const state = isFull ? 'full' : share >= LOW_SHARE ? 'low' : 'ok';
  return { state, ...fullest, problem: state === 'ok' ? null : describeMemory(fullest, isFull) };
}

interface Usage {
  usedBytes: number | null;
  budgetBytes: number | null;
}

function planBudgetBytes({ maxBytes, machineBytes }: ServerFacts, budgetBytes: number | null): number | null {
  const limits = [budgetBytes, maxBytes === 0 ? null : maxBytes].filter((limit) => limit !== null);
  if (limits.length > 0) return Math.min(...limits);
  return machineBytes === null ? null : Math.floor(machineBytes * MACHINE_SHARE);
}

/** Nodes that do not tell are passed over. */
function findFullest(usages: readonly Usage[]): Usage {
  const [fullest] = usages
    .filter((usage) => !Number.isNaN(shareOf(usage)))
    .sort((a, b) => shareOf(b) - shareOf(a));
  return fullest ?? { usedBytes: null, budgetBytes: null };
}

/** NaN where either is unknown: then it is neither low nor full. */
function shareOf({ usedBytes, budgetBytes }: Usage): number {
  if (usedBytes === null || budgetBytes === null) return Number.NaN;
  return usedBytes / budgetBytes;
}

function describeMemory(usage: Usage, isFull: boolean): NonNullable<Room['problem']> {
  const used = usage.usedBytes === null ? 'an unknown amount' : formatMebibytes(usage.usedBytes);
  const budget = usage.budgetBytes === null ? 'an unknown budget' : formatMebibytes(usage.budgetBytes);
  return {
    cause: 'memory',
    what: `Redis uses ${used} of ${budget}${isFull ? '; polling has stopped, what is kept is still answered' : ''}`,
    todo: 'archive closed seasons and drop them from Redis, watch fewer pairs, or raise maxmemory and REDIS_MEMORY_BUDGET_MB',
  };
}

function describeDisk(refusal: Refusal | null): NonNullable<Room['problem']> {
  const words = refusal?.cause === 'disk' ? `: ${refusal.words}` : '';
  return {
    cause: 'disk',
    what: `Redis cannot write its data to disk and refuses to change them${words}; polling has stopped, what is kept is still answered`,
    todo: "free space where Redis keeps its data, or see to that disk; Redis' own log names the error. Polling goes on by itself",
  };
}

function describeReplicas({ words }: Refusal): NonNullable<Room['problem']> {
  return {
    cause: 'replicas',
    what: `Redis waits for replicas and refuses writes: ${words}`,
    todo: 'bring its replicas back, or lower min-replicas-to-write',
  };
}

function formatMebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
