import type { Redis } from 'ioredis';

/** More than so many commands are not held back together: Redis shall work while the next ones are made. */
const GATHERED_MOST = 32;

/**
 * Commands sent in one turn of the event loop leave in few system calls: ioredis makes one each, which costs both
 * sides more than most of our commands themselves. They are sent in the same order and none waits for another turn.
 * Unlike `enableAutoPipelining` each stays a command of its own, which waits for a reconnect and is repeated by itself.
 */
export function gatherWrites(redis: Redis): void {
  redis.on('connect', () => {
    const { stream } = redis;
    let gathered = 0;
    const release = () => {
      gathered = 0;
      stream.uncork();
    };
    const hold = () => {
      if (gathered === 0) {
        stream.cork();
        process.nextTick(release);
      } else if (gathered % GATHERED_MOST === 0) {
        stream.uncork();
        stream.cork();
      }
      gathered++;
    };
    stream.write = new Proxy(stream.write, {
      apply(write, self, args) {
        hold();
        return Reflect.apply(write, self, args);
      },
    });
  });
}
