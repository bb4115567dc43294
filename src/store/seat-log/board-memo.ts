import type { Board } from '../../seats/board.ts';

/** Boards kept built; each is some 30 kB. */
const KEPT_MOST = 512;

/**
 * The newest boards as they were built last, each with the `log` value it was built from. Between two polls a board is
 * read many times: then comparing two strings of 2 kB does instead of building a few hundred objects.
 */
export class BoardMemo {
  readonly #kept = new Map<string, { log: Buffer; board: Board }>();

  /** The board that these very bytes gave, if it is at hand. */
  find(key: string, log: Buffer): Board | null {
    const kept = this.#kept.get(key);
    if (kept === undefined || !kept.log.equals(log)) return null;
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    return kept.board;
  }

  keep(key: string, log: Buffer, board: Board): void {
    this.#kept.delete(key);
    // A copy: the client's answer is a part of a far larger buffer.
    this.#kept.set(key, { log: Buffer.from(log), board });
    if (this.#kept.size <= KEPT_MOST) return;
    const [oldest] = this.#kept.keys();
    if (oldest !== undefined) this.#kept.delete(oldest);
  }
}
