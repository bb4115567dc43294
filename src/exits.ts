/** What was opened and how it is closed again. */
export interface Exits {
  /** `patienceMs`: how long the closing may take; LONGEST_CLOSE_MS without. */
  add(what: string, close: () => Promise<unknown>, patienceMs?: () => number): void;
  /** Closes the last opened first, each once. What does not close in its time is told and left; then false. */
  closeAll(): Promise<boolean>;
}

export const LONGEST_CLOSE_MS = 5_000;

export function createExits(report: (line: string) => void): Exits {
  const open: { what: string; close(): Promise<unknown>; patienceMs(): number }[] = [];
  return {
    add(what, close, patienceMs = () => LONGEST_CLOSE_MS) {
      open.push({ what, close, patienceMs });
    },
    async closeAll() {
      let isClean = true;
      for (let exit = open.pop(); exit !== undefined; exit = open.pop()) {
        const { what, close, patienceMs } = exit;
        if (await isDoneWithin(close(), patienceMs())) continue;
        report(`${what} did not close in time and is left as it is`);
        isClean = false;
      }
      return isClean;
    },
  };
}

async function isDoneWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const done = work.then(() => true as const);
  try {
    return await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
    // What fails after its time has nobody left to tell.
    done.catch(() => undefined);
  }
}
