import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface SeenRequest {
  path: string;
  headers: IncomingMessage['headers'];
  rawHeaders: string[];
}

export interface RawServer {
  baseUrl: string;
  seen: SeenRequest[];
  close(): Promise<void>;
}

export type Respond = (request: IncomingMessage, response: ServerResponse, count: number) => void;

/** The init page as far as the client reads it. */
export function initPage(path = 'leftTicket/query', first = '2021-01-12', last = '2021-02-10'): string {
  return `<script> var CLeftTicketUrl = '${path}'; var isSaveQueryLog='N'; var otherMindate='${first}', otherMaxdate='${last}';</script>`;
}

/**
 * A server on loopback that answers the init page and hands the query to `respond` (with its 0-based number).
 * With `respondInit` the init page is the test's own too.
 */
export async function startRawServer(
  respond: Respond,
  respondInit: Respond = respondWithInit,
): Promise<RawServer> {
  const seen: SeenRequest[] = [];
  const sockets = new Set<Socket>();
  const counts = { init: 0, query: 0 };
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    seen.push({ path, headers: request.headers, rawHeaders: request.rawHeaders });
    if (path.startsWith('/otn/leftTicket/init')) respondInit(request, response, counts.init++);
    else respond(request, response, counts.query++);
  });
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

export const respondWithInit: Respond = (_request, response) => {
  response.writeHead(200, {
    'content-type': 'text/html;charset=utf-8',
    'set-cookie': ['JSESSIONID=ABC; Path=/otn', 'BIGipServerotn=1.2.3; path=/'],
  });
  response.end(initPage());
};

export const respondWith =
  (status: number, body = '', headers: Record<string, string> = {}): Respond =>
  (_request, response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
