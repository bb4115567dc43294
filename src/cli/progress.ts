import { SingleBar } from 'cli-progress';

/** Told how far a long work has come; `end` when it is over, however it ended. */
export interface Progress {
  step(done: number, total: number): void;
  end(): void;
}

/** Without a terminal so many lines from beginning to end: enough to see that it goes on. */
const LINES = 10;

/** A bar on a terminal, plain lines elsewhere (a log, a pipe); on stderr, so that stdout is the answer's alone. */
export function createProgress(
  what: string,
  stream: NodeJS.WriteStream,
  write = (line: string) => stream.write(line),
): Progress {
  return stream.isTTY ? createBar(what, stream) : createLines(what, write);
}

function createBar(what: string, stream: NodeJS.WriteStream): Progress {
  const bar = new SingleBar({
    format: `${what} [{bar}] {percentage}% | {value}/{total} | {eta_formatted} left`,
    stream,
  });
  let started = false;
  return {
    step(done, total) {
      if (!started) bar.start(total, 0);
      started = true;
      bar.update(done);
    },
    end() {
      if (started) bar.stop();
    },
  };
}

function createLines(what: string, write: (line: string) => void): Progress {
  let told = 0;
  return {
    step(done, total) {
      const tenth = Math.floor((LINES * done) / total);
      if (tenth === told) return;
      told = tenth;
      write(`${what}: ${done} of ${total}\n`);
    },
    end() {},
  };
}
