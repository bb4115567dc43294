import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { createLogger } from '../src/log.ts';

it('an error of Redis is logged without the command it came of, which may hold the password', () => {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const command = { name: 'auth', args: ['me', 'hunter2'] };
  const refused = Object.assign(new Error('WRONGPASS invalid username-password pair'), { command });
  const all = Object.assign(new Error('Failed to refresh slots cache.'), { lastNodeError: refused });
  createLogger('info', stream).error({ err: refused }, 'worker');
  createLogger('info', stream).error({ err: all }, 'Redis connection lost, reconnecting');
  expect(lines).toHaveLength(2);
  for (const line of lines) expect(line).toContain('WRONGPASS');
  expect(lines.join()).not.toContain('hunter2');
});
