import type { Response } from 'express';

/** So long a client may leave what was sent unread before it is let go. */
const PATIENCE_MS = 15_000;

/** One open server-sent event stream. Never holds more than one event back: who is slow gets one for all it missed. */
export class StreamClient {
  readonly #response: Response;
  #blockedSince: number | null = null;
  /** Number of the change up to which the client has everything. */
  sentNumber = 0;

  constructor(response: Response, onDrain: (client: StreamClient) => void) {
    this.#response = response;
    response.on('drain', () => {
      this.#blockedSince = null;
      onDrain(this);
    });
  }

  get isBlocked(): boolean {
    return this.#blockedSince !== null;
  }

  send(text: string): void {
    if (!this.#response.write(text) && this.#blockedSince === null) this.#blockedSince = Date.now();
  }

  /** True when the client has read nothing for too long. */
  isStuck(): boolean {
    return this.#blockedSince !== null && Date.now() - this.#blockedSince > PATIENCE_MS;
  }

  end(): void {
    this.#response.end();
  }

  /** For a client that does not read: an orderly end would wait behind what it leaves unread. */
  drop(): void {
    this.#response.destroy();
  }
}

export function formatEvent(event: string, data: unknown, id?: string): string {
  const idLine = id === undefined ? '' : `id: ${id}\n`;
  return `${idLine}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
