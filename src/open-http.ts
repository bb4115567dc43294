import { createServer, type Server, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Config } from './config.ts';
import { ServiceError } from './errors.ts';
import type { Exits } from './exits.ts';
import { createApp } from './http/app.ts';
import type { HttpDeps } from './http/http-deps.ts';
import { buildProblem } from './http/problems.ts';
import type { Logger } from './log.ts';

const DEFAULT_PORT = 3_000;

/** Listens where the settings say; the address, with a slash at the end. Its closing is added to `exits`. */
export async function openHttp(config: Config, deps: HttpDeps, log: Logger, exits: Exits): Promise<string> {
  const app = createApp(deps, {
    log,
    rateLimitPerMinute: config.RATE_LIMIT_PER_MINUTE,
    adminToken: config.ADMIN_TOKEN,
  });
  const server = createServer(app);
  server.on('clientError', answerUnreadable);
  const port = await listen(server, config);
  exits.add('HTTP', () => {
    deps.boardStreams.close();
    return closeServer(server);
  });
  const host = config.HOST.includes(':') ? `[${config.HOST}]` : config.HOST;
  return `http://${host}:${port}/`;
}

/** What is no HTTP request gets a problem as well. */
function answerUnreadable(error: NodeJS.ErrnoException & { rawPacket?: Uint8Array }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, detail } = planUnreadable(error);
  const body = JSON.stringify({ ...buildProblem('bad-input', detail), status });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/** What is wrong with a request that is none: Node says it in the code and keeps the bytes it had. Pure. */
export function planUnreadable({ code, rawPacket }: { code?: string | undefined; rawPacket?: Uint8Array }): {
  status: number;
  detail: string;
} {
  if (code === 'HPE_HEADER_OVERFLOW')
    return { status: 431, detail: 'The address and headers together are too long.' };
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return { status: 408, detail: 'The request did not come to its end in time. Send it again.' };
  const hasLetters = rawPacket?.some((byte) => byte > 0x7f) ?? false;
  const letters =
    ' Letters other than ASCII in the address have to be percent-encoded (太原 is %E5%A4%AA%E5%8E%9F).';
  return { status: 400, detail: `This is no HTTP request we can read.${hasLetters ? letters : ''}` };
}

/** A port that was asked for must be had; the default one gives way to the next free one. */
async function listen(server: Server, config: Config): Promise<number> {
  const asked = config.PORT;
  const candidates =
    asked !== undefined ? [asked] : [...Array.from({ length: 20 }, (_, index) => DEFAULT_PORT + index), 0];
  for (const port of candidates) {
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, config.HOST, () => {
          server.off('error', reject);
          resolve();
        });
      });
      return (server.address() as AddressInfo).port;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EADDRINUSE' || asked !== undefined) {
        throw new ServiceError(
          `Cannot listen on ${config.HOST}:${port} (${code}).`,
          'Set PORT and HOST to an address that is free and yours.',
        );
      }
    }
  }
  throw new ServiceError('No free port was found.', 'Set PORT to one that is free.');
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  // A client that will not finish must not hold up the stop.
  const impatience = setTimeout(() => server.closeAllConnections(), 1_000);
  await closed;
  clearTimeout(impatience);
}
