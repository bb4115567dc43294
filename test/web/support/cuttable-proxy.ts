import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

export interface CuttableProxy {
  base: string;
  /** Breaks every connection off, as a lost network does. */
  cut(): void;
  /** Last-Event-ID of the requests that sent one, in order. */
  lastEventIds: string[];
  close(): Promise<void>;
}

/** A wire to the service that the test can cut. */
export async function startCuttableProxy(target: string): Promise<CuttableProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const lastEventIds: string[] = [];
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      // A cut is what this is for: both ends go together.
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (chunk: Buffer) => {
      const id = /^last-event-id: (.+)$/im.exec(chunk.toString('latin1'))?.[1]?.trim();
      if (id !== undefined) lastEventIds.push(id);
    });
    client.pipe(upstream);
    upstream.pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    lastEventIds,
    close() {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
