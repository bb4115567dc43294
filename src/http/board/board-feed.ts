import type { BoardAnswer, BoardChange, BoardRowAnswer } from '../board-schema.ts';

/**
 * A board as it changes: each row and watch carries the number of the change that last touched it. So what anybody
 * missed since any number can be told exactly, however long ago, and a slow reader is owed one event, never a queue.
 */
export class BoardFeed {
  #answer: BoardAnswer;
  /** Of the newest change; 0 before the first. */
  #number = 0;
  readonly #touched = new Map<string, { number: number; text: string; row: BoardRowAnswer }>();
  readonly #watches = new Map<string, { number: number; text: string }>();
  readonly #gone = new Map<string, number>();

  constructor(answer: BoardAnswer) {
    this.#answer = answer;
    for (const row of answer.rows) this.#touched.set(row.id, { number: 0, text: textOf(row), row });
    for (const watch of answer.watches) {
      this.#watches.set(watch.key, { number: 0, text: JSON.stringify(watch) });
    }
  }

  get answer(): BoardAnswer {
    return this.#answer;
  }

  get number(): number {
    return this.#number;
  }

  /** Takes the newer board; true when it differs in any row or watch. */
  update(answer: BoardAnswer): boolean {
    const number = this.#number + 1;
    this.#answer = answer;
    let isChanged = false;
    for (const row of answer.rows) {
      const known = this.#touched.get(row.id);
      if (known?.row === row) continue;
      const text = textOf(row);
      const isSame = known?.text === text;
      this.#touched.set(row.id, { number: isSame ? known.number : number, text, row });
      if (!isSame) isChanged = true;
    }
    const present = new Set(answer.rows.map((row) => row.id));
    for (const id of [...this.#touched.keys()].filter((one) => !present.has(one))) {
      this.#touched.delete(id);
      this.#gone.set(id, number);
      isChanged = true;
    }
    for (const id of present) this.#gone.delete(id);
    for (const watch of answer.watches) {
      const text = JSON.stringify(watch);
      if (this.#watches.get(watch.key)?.text === text) continue;
      this.#watches.set(watch.key, { number, text });
      isChanged = true;
    }
    if (isChanged) this.#number = number;
    return isChanged;
  }

  /** Everything that was touched after change `number`. */
  changeSince(number: number): BoardChange {
    const { now, provenance, watches, rows } = this.#answer;
    return {
      now,
      provenance,
      watches: watches.filter((watch) => (this.#watches.get(watch.key)?.number ?? 0) > number),
      rows: rows.filter((row) => (this.#touched.get(row.id)?.number ?? 0) > number),
      gone: [...this.#gone].filter(([, one]) => one > number).map(([id]) => id),
    };
  }
}

/** A listed row that was merely seen again is the same: when it was seen is with its watch. */
function textOf(row: BoardRowAnswer): string {
  return JSON.stringify(row.listed ? { ...row, observedAt: '' } : row);
}
