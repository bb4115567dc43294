import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { waitUntil } from './wait-until.ts';

export interface StreamEvent {
  event: string;
  id: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: events are looked at field by field, as a client would
  data: any;
}

export interface OpenStream {
  status: number;
  headers: IncomingMessage['headers'];
  events: StreamEvent[];
  /** Everything that came, as it came. */
  text(): string;
  isEnded(): boolean;
  /** Waits for the next event of that name that has not been taken. */
  next(event: string, withinMs?: number): Promise<StreamEvent>;
  /** Stops and starts reading. */
  pause(): void;
  resume(): void;
  close(): void;
}

/** Opens a server-sent event stream as a browser would, over a connection of its own. */
export function openStream(url: string, headers: Record<string, string> = {}): Promise<OpenStream> {
  return new Promise((resolve, reject) => {
    const asked: ClientRequest = request(url, {
      agent: false,
      headers: { accept: 'text/event-stream', ...headers },
    });
    asked.on('error', reject);
    asked.on('response', (response) => resolve(readStream(asked, response)));
    asked.end();
  });
}

function readStream(asked: ClientRequest, response: IncomingMessage): OpenStream {
  const events: StreamEvent[] = [];
  let text = '';
  let unread = '';
  let ended = false;
  let taken = 0;
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => {
    text += chunk;
    const blocks = (unread + chunk).split('\n\n');
    unread = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = parseBlock(block);
      if (event !== null) events.push(event);
    }
  });
  response.on('close', () => {
    ended = true;
  });
  // A connection that is let go is an end like any other here.
  response.on('error', () => {
    ended = true;
  });
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    events,
    text: () => text,
    isEnded: () => ended,
    async next(name, withinMs) {
      const place = () => events.findIndex((one, index) => index >= taken && one.event === name);
      await waitUntil(`an event ${name}`, () => place() >= 0, withinMs);
      taken = place() + 1;
      return events[taken - 1] as StreamEvent;
    },
    pause: () => response.pause(),
    resume: () => response.resume(),
    close: () => asked.destroy(),
  };
}

function parseBlock(block: string): StreamEvent | null {
  const fields = new Map(
    block
      .split('\n')
      .filter((line) => !line.startsWith(':'))
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  );
  const data = fields.get('data');
  if (data === undefined) return null;
  return { event: fields.get('event') ?? 'message', id: fields.get('id') ?? null, data: JSON.parse(data) };
}
