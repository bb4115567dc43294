import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connectRedis } from '../../src/store/connect-redis.ts';
import { listenAsRedis } from './redis/fakes.ts';

describe('a client of a Redis that refuses the password', () => {
  it.each(['redis', 'redis+cluster'])(
    'of %s:// tells so once, without naming the password',
    async (scheme) => {
      const refusal = '-WRONGPASS invalid username-password pair or user is disabled.\r\n';
      const server = await listenAsRedis(0, () => refusal.repeat(4));
      const { port } = server.address() as AddressInfo;
      const errors: Error[] = [];
      await new Promise<void>((resolve) => {
        const url = `${scheme}://me:hunter2@127.0.0.1:${port}`;
        const redis = connectRedis({ kind: 'url', url }, (error) => {
          errors.push(error);
          resolve();
        });
        onTestFinished(() => {
          redis.disconnect();
          server.close();
        });
      });
      expect(errors).toHaveLength(1);
      expect(inspect(errors, { depth: 9, showHidden: true })).not.toContain('hunter2');
    },
  );
});
