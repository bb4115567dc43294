import type { Instant } from '../../src/calendar/china-time.ts';

interface Sleeper {
  at: Instant;
  serial: number;
  owner: Life;
  wake(): void;
}

/** What a simulated process is tied to; once it is over, nothing of that process goes on. */
export interface Life {
  isOver: boolean;
}

/**
 * Time that passes only when everybody sleeps. Sleepers are woken one by one in the order of their time, and the
 * next only when the one before sleeps again or has ended: so a run is the same every time, whatever the machine.
 */
export class SimClock {
  now: Instant;
  readonly #sleepers: Sleeper[] = [];
  #serial = 0;
  #running = 0;
  #onQuiet: () => void = () => {};
  #failure: unknown = null;

  constructor(start: Instant) {
    this.now = start;
  }

  /** Begins a task; it lives until it ends or its life is over. A task that throws ends the whole run. */
  spawn(task: () => Promise<void>): void {
    this.#running++;
    task()
      .catch((error: unknown) => {
        this.#failure ??= error;
      })
      .finally(() => this.#leave());
  }

  /** Sleeps in simulated time. When `owner` has died meanwhile it never returns, as in a process that was killed. */
  sleep(ms: number, owner: Life): Promise<void> {
    return new Promise((resolve) => {
      const serial = this.#serial++;
      this.#push({ at: this.now + Math.max(0, Math.ceil(ms)), serial, owner, wake: resolve });
      this.#leave();
    });
  }

  /** Lets time pass until an instant. */
  async runUntil(end: Instant): Promise<void> {
    for (;;) {
      await this.#quiet();
      if (this.#failure !== null) throw this.#failure;
      const next = this.#sleepers[0];
      if (next === undefined || next.at > end) break;
      this.#pop();
      if (next.owner.isOver) continue;
      this.now = next.at;
      this.#running++;
      next.wake();
    }
    this.now = end;
  }

  #quiet(): Promise<void> {
    if (this.#running === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#onQuiet = resolve;
    });
  }

  #leave(): void {
    this.#running--;
    if (this.#running === 0) this.#onQuiet();
  }

  /** A binary heap by time, then by who slept first. */
  #push(sleeper: Sleeper): void {
    const heap = this.#sleepers;
    let index = heap.push(sleeper) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!isBefore(sleeper, heap[parent] as Sleeper)) break;
      heap[index] = heap[parent] as Sleeper;
      index = parent;
    }
    heap[index] = sleeper;
  }

  #pop(): void {
    const heap = this.#sleepers;
    const last = heap.pop() as Sleeper;
    if (heap.length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1] as Sleeper, heap[child] as Sleeper)) child++;
      if (!isBefore(heap[child] as Sleeper, last)) break;
      heap[index] = heap[child] as Sleeper;
      index = child;
    }
    heap[index] = last;
  }
}

function isBefore(a: Sleeper, b: Sleeper): boolean {
  return a.at < b.at || (a.at === b.at && a.serial < b.serial);
}
