import type { PollJob, QueueJob } from '../../jobs/queues.ts';
import { STALLED_MS } from '../../jobs/queues.ts';
import type { Instant } from '../../src/calendar/china-time.ts';
import type { Life } from './sim-clock.ts';

interface SimJob {
  id: string;
  data: PollJob;
  state: 'waiting' | 'active' | 'completed' | 'failed';
  notBefore: Instant;
  attempts: number;
  worker: Life | null;
  /** When its worker was last known to live. */
  seenAt: Instant;
}

/** As in jobs/queues.ts. */
const ATTEMPTS = 2;
const RETRY_MS = 15_000;

/**
 * What BullMQ does, in simulated time (its own delays and locks are of real time): adds are known again by their id,
 * jobs are put back for later, tried again, and taken up by another when their worker has died.
 */
export class SimQueue {
  readonly jobs = new Map<string, SimJob>();
  #open: SimJob[] = [];
  /** Jobs taken up again after a death, and runs in all. */
  stalled = 0;
  taken = 0;

  async addBulk(adds: { data: QueueJob; opts?: { jobId?: string } }[]): Promise<never[]> {
    for (const { data, opts } of adds) {
      const id = opts?.jobId ?? '';
      if (this.jobs.has(id)) continue;
      const job: SimJob = {
        id,
        data: data as PollJob,
        state: 'waiting',
        notBefore: 0,
        attempts: 0,
        worker: null,
        seenAt: 0,
      };
      this.jobs.set(id, job);
      this.#open.push(job);
    }
    return [];
  }

  get waiting(): number {
    return this.#open.length;
  }

  take(worker: Life, now: Instant): SimJob | null {
    for (const job of this.#open) {
      if (job.state !== 'active' || job.worker === null) continue;
      if (!job.worker.isOver) job.seenAt = now;
      else if (now - job.seenAt > STALLED_MS.lockDuration) {
        job.state = 'waiting';
        this.stalled++;
      }
    }
    const job = this.#open.find((one) => one.state === 'waiting' && one.notBefore <= now);
    if (job === undefined) return null;
    Object.assign(job, { state: 'active', worker, seenAt: now });
    this.taken++;
    return job;
  }

  putBack(job: SimJob, notBefore: Instant): void {
    Object.assign(job, { state: 'waiting', notBefore, worker: null });
  }

  end(job: SimJob, state: 'completed' | 'failed'): void {
    job.state = state;
    this.#open = this.#open.filter((one) => one !== job);
  }

  fail(job: SimJob, mayRetry: boolean, now: Instant): void {
    job.attempts++;
    if (mayRetry && job.attempts < ATTEMPTS) this.putBack(job, now + RETRY_MS);
    else this.end(job, 'failed');
  }
}
