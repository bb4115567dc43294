import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';

/** A program of that name in `dir` that runs these lines of sh. */
export function writeProgram(dir: string, name: string, lines: string): string {
  mkdirSync(dir, { recursive: true });
  const path = join(dir, name);
  writeFileSync(path, `#!/bin/sh\n${lines}\n`, { mode: 0o755 });
  return path;
}

/** A server program that only says its version. */
export function writeServer(dir: string, name: string, version: string): string {
  return writeProgram(dir, name, `echo "Redis server v=${version} sha=00000000:0 malloc=libc bits=64"`);
}

/** Listens on a socket or a port of loopback and answers whatever comes in. */
export function listenAsRedis(where: string | number, answer: (received: string) => string): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('data', (data) => socket.write(answer(String(data))));
    socket.on('error', () => {});
  });
  return new Promise((resolve) => {
    const ready = () => resolve(server);
    if (typeof where === 'string') server.listen(where, ready);
    else server.listen(where, '127.0.0.1', ready);
  });
}

/** An old Redis as ioredis meets it: it knows PING and INFO, and says OK to all else. */
export function answerAsVersion(version: string): (received: string) => string {
  const info = `redis_version:${version}\r\n`;
  return (received) =>
    received
      .split(/^\*\d+\r\n/m)
      .slice(1)
      .map((command) => {
        if (/\bping\b/i.test(command)) return '+PONG\r\n';
        return /^\$4\r\ninfo\b/i.test(command) ? `$${info.length}\r\n${info}\r\n` : '+OK\r\n';
      })
      .join('');
}
