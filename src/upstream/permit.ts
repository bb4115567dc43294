/** What a request asks for; each is counted under its own name. */
export const REQUEST_KINDS = ['init', 'query', 'stops', 'list'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** Leave to send one request. `release` tells that it is over, however it ended; it never throws. */
export interface Permit {
  release(): Promise<void>;
}

/** Asked before every single request. Throws NotAskedError when there is no leave to be had in time. */
export type AskPermit = (kind: RequestKind) => Promise<Permit>;

/** Why a request was not sent: no failure of 12306's, and nothing that says anything about seats. */
export type DenialReason = 'paused' | 'probing' | 'in-flight' | 'spacing' | 'window' | 'clock-ahead';
export type PermitAnswer =
  | { granted: true; permit: Permit }
  | { granted: false; reason: DenialReason; waitMs: number };

/** The question was not asked, as the budget or a pause did not allow it; `waitMs` later it may be. */
export class NotAskedError extends Error {
  readonly reason: DenialReason;
  readonly waitMs: number;

  constructor(reason: DenialReason, waitMs: number) {
    super(`not asked: ${reason}, ${waitMs} ms to wait`);
    this.name = 'NotAskedError';
    this.reason = reason;
    this.waitMs = waitMs;
  }
}

/** Another worker's request may be over long before its lease: look again at least so often. */
const LOOK_AGAIN_MS = 500;

/**
 * Waits for leave, at most `patienceMs` in all. A pause is not waited for, nor anything that surely takes longer.
 * `sleep` is the service's; with it a simulation waits in its own time.
 */
export function createPatientPermit(
  take: (kind: RequestKind) => Promise<PermitAnswer>,
  { patienceMs, sleep }: { patienceMs: number; sleep(ms: number): Promise<void> },
): AskPermit {
  return async (kind) => {
    for (let waited = 0; ; ) {
      const answer = await take(kind);
      if (answer.granted) return answer.permit;
      const { reason, waitMs } = answer;
      const isPatient = reason === 'in-flight' || reason === 'spacing' || reason === 'window';
      const stepMs = reason === 'in-flight' ? Math.min(waitMs, LOOK_AGAIN_MS) : waitMs;
      if (!isPatient || waited + stepMs > patienceMs) throw new NotAskedError(reason, waitMs);
      await sleep(stepMs);
      waited += stepMs;
    }
  };
}

/** What a request to 12306 asks for, by its path below `/otn/`. */
export function requestKindOf(url: string): RequestKind {
  const { pathname } = new URL(url);
  if (pathname.endsWith('/leftTicket/init')) return 'init';
  if (pathname.includes('/leftTicket/query')) return 'query';
  return pathname.includes('/czxx/') ? 'stops' : 'list';
}
