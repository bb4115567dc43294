import { connect } from 'node:net';

/** What a Redis on a unix socket says to a PING. `loading`: it is reading its data. `silent`: nobody there. */
export type SocketState = 'ready' | 'loading' | 'silent';

const ANSWER_WITHIN_MS = 2_000;

/** Asks without a client library: this runs every few milliseconds while Redis starts. */
export async function pingSocket(path: string): Promise<SocketState> {
  const answer = await askSocket(path, 'PING', (text) => text.includes('\r\n'));
  if (answer.startsWith('+PONG')) return 'ready';
  return answer.startsWith('-LOADING') ? 'loading' : 'silent';
}

/** The process id and version of the Redis on a socket (answered while loading too), or null. */
export async function askServerIdentity(path: string): Promise<{ pid: number; version: string } | null> {
  const answer = await askSocket(path, 'INFO server', (text) => /\r\ntcp_port:/.test(text));
  const pid = /^process_id:(\d+)/m.exec(answer)?.[1];
  const version = /^(?:valkey|redis)_version:(\S+)/m.exec(answer)?.[1];
  return pid === undefined ? null : { pid: Number(pid), version: version ?? '' };
}

function askSocket(path: string, command: string, isWhole: (text: string) => boolean): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(path);
    let text = '';
    const finish = () => {
      socket.destroy();
      resolve(text);
    };
    socket.setTimeout(ANSWER_WITHIN_MS, finish);
    socket.setEncoding('utf8');
    socket.on('connect', () => socket.write(`${command}\r\n`));
    socket.on('data', (chunk) => {
      text += chunk;
      if (isWhole(text)) finish();
    });
    socket.on('error', finish);
    socket.on('close', finish);
  });
}
