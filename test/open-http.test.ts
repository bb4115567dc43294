import { createConnection } from 'node:net';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseConfig } from '../src/config.ts';
import { createExits, type Exits } from '../src/exits.ts';
import type { HttpDeps } from '../src/http/http-deps.ts';
import { openHttp, planUnreadable } from '../src/open-http.ts';

let exits: Exits;
let address: URL;

beforeAll(async () => {
  exits = createExits(() => {});
  const deps = { countRequest: () => {}, boardStreams: { close: () => {} } } as unknown as HttpDeps;
  address = new URL(await openHttp(parseConfig({ PORT: '0' }), deps, pino({ level: 'silent' }), exits));
});
afterAll(() => exits.closeAll());

/** What comes back for these very bytes. */
function send(bytes: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(Number(address.port), address.hostname, () => socket.write(bytes));
    const chunks: Buffer[] = [];
    socket
      .on('data', (chunk) => chunks.push(chunk))
      .on('end', () => resolve(Buffer.concat(chunks).toString()));
    socket.on('error', reject);
  });
}

describe('what is no HTTP request', () => {
  it.each([
    [
      'Chinese letters that were not encoded',
      'GET /v1/stations?q=太原 HTTP/1.1\r\nHost: x\r\n\r\n',
      400,
      'percent-encoded',
    ],
    ['no HTTP at all', 'hello\r\n\r\n', 400, 'no HTTP request'],
    [
      'endless headers',
      `GET /livez HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
      'too long',
    ],
  ])('%s: a problem that says what to do', async (_, text, status, words) => {
    const [head = '', body = ''] = (await send(Buffer.from(text))).split('\r\n\r\n');
    expect(head).toContain(`HTTP/1.1 ${status} `);
    expect(head).toContain('application/problem+json');
    expect(JSON.parse(body)).toMatchObject({
      type: '/problems/bad-input',
      status,
      detail: expect.stringContaining(words),
    });
  });
});

describe('a request that does not come to its end', () => {
  it('is a timeout, and no fault of its letters', () => {
    const { status, detail } = planUnreadable({ code: 'ERR_HTTP_REQUEST_TIMEOUT' });
    expect([status, detail]).toEqual([408, expect.stringContaining('in time')]);
    expect(planUnreadable({ code: 'HPE_INVALID_METHOD' }).detail).not.toContain('etters');
  });
});

describe('what was opened', () => {
  it('is closed the last first, each once, and what hangs is told and left', async () => {
    const order: string[] = [];
    const told: string[] = [];
    const some = createExits((line) => told.push(line));
    some.add('first', async () => order.push('first'));
    some.add(
      'hanging',
      () => new Promise(() => {}),
      () => 5,
    );
    some.add('last', async () => order.push('last'));
    expect(await some.closeAll()).toBe(false);
    expect(order).toEqual(['last', 'first']);
    expect(told).toEqual(['hanging did not close in time and is left as it is']);
    expect(await some.closeAll()).toBe(true);
    expect(order).toHaveLength(2);
  });
});
