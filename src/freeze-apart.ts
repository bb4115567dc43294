import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { FreezeSummary } from '../jobs/freeze-figures.ts';
import type { FreezeOrder } from './freeze-worker.ts';

/** Beside the national season itself: 900,000 offers a side are half a gigabyte. */
const HEAP_MIB = 2_048;

/**
 * Freezes the figures in a thread of its own, which ends when `stopping` is aborted. Of the build: the thread is a
 * compiled file. Throws what stopped the thread.
 */
export async function freezeApart(order: FreezeOrder, stopping: AbortSignal): Promise<FreezeSummary> {
  const thread = new Worker(new URL('./freeze-worker.js', import.meta.url), {
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB },
  });
  const end = () => void thread.terminate();
  stopping.addEventListener('abort', end, { once: true });
  try {
    const [summary] = await Promise.race([
      once(thread, 'message'),
      once(thread, 'exit').then(([code]) => {
        throw new Error(`the thread that freezes figures ended with ${code} before it had answered`);
      }),
    ]);
    return summary as FreezeSummary;
  } finally {
    stopping.removeEventListener('abort', end);
    await thread.terminate();
  }
}
