import { createServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createUpstream } from '../../src/upstream/client.ts';
import type { LeftTicketResult } from '../../src/upstream/port.ts';
import { initPage, type RawServer, type Respond, respondWith, startRawServer } from './support/raw-server.ts';
import { buildAnswer, buildRow } from './support/rows.ts';

/** Short enough for a test that waits it out, long enough for a loopback answer on a busy machine. */
const TIMEOUT_MS = 400;
const GOOD = JSON.stringify(buildAnswer([buildRow()]));
const opened: RawServer[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.close()));
});

async function open(respond: Respond, respondInit?: Respond): Promise<RawServer> {
  const server = await startRawServer(respond, respondInit);
  opened.push(server);
  return server;
}

function ask(baseUrl: string, timeoutMs = 10_000): Promise<LeftTicketResult> {
  const client = createUpstream({ baseUrl, userAgent: 'yupiao-test/1', timeoutMs });
  return client.fetchLeftTickets({ from: 'TYV', to: 'CZF' }, '2021-02-05');
}

async function signFor(respond: Respond, timeoutMs?: number): Promise<string> {
  const result = await ask((await open(respond)).baseUrl, timeoutMs);
  return result.outcome === 'ok' ? 'ok' : result.failure.sign;
}

describe('on the wire', () => {
  it('the init page and the query carry our User-Agent, and no redirect is followed by itself', async () => {
    const server = await open(respondWith(302, '', { location: '/otn/elsewhere' }));
    const result = await ask(server.baseUrl);
    expect(result).toMatchObject({ outcome: 'refused', failure: { sign: 'unknown-redirect' } });
    expect(server.seen.map(({ path }) => path.split('?')[0])).toEqual([
      '/otn/leftTicket/init',
      '/otn/leftTicket/query',
    ]);
    for (const { headers } of server.seen) expect(headers['user-agent']).toBe('yupiao-test/1');
    expect(server.seen[1]?.headers.cookie).toBe('JSESSIONID=ABC; BIGipServerotn=1.2.3');
    expect(server.seen[1]?.path).toBe(
      '/otn/leftTicket/query?leftTicketDTO.train_date=2021-02-05&leftTicketDTO.from_station=TYV&leftTicketDTO.to_station=CZF&purpose_codes=ADULT',
    );
  });

  it('a good answer is read, compressed or not', async () => {
    expect(await signFor(respondWith(200, GOOD))).toBe('ok');
    expect(
      await signFor((_request, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' });
        response.end(gzipSync(GOOD));
      }),
    ).toBe('ok');
  });

  it('a server that never answers is a timeout', async () => {
    expect(await signFor(() => {}, TIMEOUT_MS)).toBe('timeout');
  });

  it('a body that never ends is a timeout, however lively', async () => {
    const dribble: Respond = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write(GOOD.slice(0, 40));
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(timer));
    };
    expect(await signFor(dribble, TIMEOUT_MS)).toBe('timeout');
  });

  it('an init page that never answers is a timeout too', async () => {
    const server = await open(respondWith(200, GOOD), () => {});
    expect(await ask(server.baseUrl, TIMEOUT_MS)).toMatchObject({
      outcome: 'failed',
      failure: { sign: 'timeout' },
      retry: true,
    });
  });

  it('a redirect whose body never ends is judged by its Location', async () => {
    const redirect: Respond = (_request, response) => {
      response.writeHead(302, { location: 'https://www.12306.cn/mormhweb/logFiles/error.html' });
      response.write('<html>');
    };
    expect(await signFor(redirect)).toBe('error-page');
  });

  it('a connection reset before, within and after the headers is a reset', async () => {
    expect(await signFor((request) => request.socket.destroy())).toBe('network-reset');
    expect(await signFor((request) => request.socket.end('HTTP/1.1 200 OK\r\nContent-Le'))).toMatch(
      /^network-/,
    );
    const short: Respond = (request, response) => {
      response.writeHead(200, { 'content-length': String(Buffer.byteLength(GOOD)) });
      response.write(GOOD.slice(0, GOOD.length / 2), () => request.socket.destroy());
    };
    expect(await signFor(short)).toBe('network-reset');
  });

  it('a body that ends early by its own length is broken JSON', async () => {
    expect(await signFor(respondWith(200, GOOD.slice(0, -40)))).toBe('broken-json');
  });

  it('an oversized body is not read to its end', async () => {
    let sent = 0;
    const flood: Respond = (_request, response) => {
      response.writeHead(200);
      const chunk = Buffer.alloc(256 * 1024, ' ');
      const more = () => {
        while (!response.destroyed && sent < 64 * 1024 * 1024) {
          sent += chunk.length;
          if (!response.write(chunk)) return void response.once('drain', more);
        }
      };
      more();
    };
    expect(await signFor(flood)).toBe('body-too-large');
    expect(sent).toBeLessThan(64 * 1024 * 1024);
  });

  it('a small body that unpacks to an oversized one is stopped as well', async () => {
    const bomb = gzipSync(Buffer.alloc(16 * 1024 * 1024, ' '));
    expect(
      await signFor((_request, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' });
        response.end(bomb);
      }),
    ).toBe('body-too-large');
  });

  it('bytes that are no text are no answer', async () => {
    expect(
      await signFor((_request, response) =>
        response.end(Buffer.from(Array.from({ length: 512 }, (_, i) => i % 256))),
      ),
    ).toBe('broken-json');
  });

  it('an empty body, a page, and each 403 are what they are', async () => {
    expect(await signFor(respondWith(200, ''))).toBe('empty-body');
    expect(await signFor(respondWith(200, '<html></html>', { 'content-type': 'text/html' }))).toBe(
      'html-body',
    );
    for (const digit of '02347') expect(await signFor(respondWith(403, digit))).toBe('illegal-request');
    for (const digit of '156') expect(await signFor(respondWith(403, digit))).toBe('too-fast');
    expect(await signFor(respondWith(403, '<html>'))).toBe('forbidden');
    expect(await signFor(respondWith(500, GOOD))).toBe('server-error');
  });

  it('a refused connection names its cause', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    await new Promise((resolve) => server.close(resolve));
    const result = await ask(`http://127.0.0.1:${port}`);
    expect(result).toMatchObject({ outcome: 'failed', failure: { sign: 'network-refused' }, retry: true });
    expect(result.outcome !== 'ok' && result.failure.detail).toContain('ECONNREFUSED');
  });

  it('something that does not speak HTTP is a failure', async () => {
    const server = createServer((socket) => socket.write('SSH-2.0-OpenSSH\r\n', () => socket.destroySoon()));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const result = await ask(`http://127.0.0.1:${port}`);
    expect(result).toMatchObject({ outcome: 'failed', failure: { sign: 'network-other' } });
    server.close();
  });

  it('the new path of a rename is remembered, and cookies follow what the server sets', async () => {
    const server = await open((request, response, count) => {
      if (request.url?.startsWith('/otn/leftTicket/query?')) {
        response.writeHead(302, { location: request.url.replace('/otn/leftTicket/query?', 'queryG?') });
        return void response.end();
      }
      response.writeHead(200, { 'set-cookie': [`JSESSIONID=${count}; Path=/otn`] });
      response.end(GOOD);
    });
    const client = createUpstream({ baseUrl: `${server.baseUrl}/`, userAgent: 'yupiao-test/1' });
    const pair = { from: 'TYV', to: 'CZF' };
    expect((await client.fetchLeftTickets(pair, '2021-02-05')).outcome).toBe('ok');
    expect((await client.fetchLeftTickets(pair, '2021-02-05')).outcome).toBe('ok');
    expect(server.seen.map(({ path }) => path.split(/[?/]/)[3])).toEqual([
      'init',
      'query',
      'queryG',
      'queryG',
    ]);
    expect(server.seen.at(-1)?.headers.cookie).toBe('JSESSIONID=1; BIGipServerotn=1.2.3');
  });

  it('a stub of fetch that hears of no abort cannot hold a question up', async () => {
    const client = createUpstream({
      baseUrl: 'http://12306.test',
      userAgent: 'yupiao-test/1',
      timeoutMs: 30,
      fetch: () => new Promise(() => {}),
    });
    expect(await client.fetchLeftTickets({ from: 'TYV', to: 'CZF' }, '2021-02-05')).toMatchObject({
      failure: { sign: 'timeout' },
    });
  });

  it('the init page is enough for the sale window', async () => {
    const server = await open(
      respondWith(500),
      respondWith(200, initPage('leftTicket/queryG', '2026-10-09', '2026-10-23')),
    );
    const client = createUpstream({ baseUrl: server.baseUrl, userAgent: 'yupiao-test/1' });
    expect(await client.fetchSaleWindow('2026-10-09')).toEqual({ first: '2026-10-09', last: '2026-10-23' });
  });
});
