import { EventEmitter } from 'node:events';
import type { Response } from 'express';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BoardFeed } from '../../../src/http/board/board-feed.ts';
import type { BoardQuestion } from '../../../src/http/board/board-question.ts';
import { SharedFeed } from '../../../src/http/board/shared-feed.ts';
import { StreamClient } from '../../../src/http/board/stream-client.ts';
import type { BoardDeps } from '../../../src/http/board/watch-views.ts';
import { applyBoardChange } from '../../../src/http/board-change.ts';
import type { BoardAnswer, BoardRowAnswer } from '../../../src/http/board-schema.ts';
import { compareRunOut } from '../../../src/seats/low-stock.ts';
import { waitUntil } from '../../support/wait-until.ts';

const ref = (telecode: string) => ({ telecode, name: telecode });

/** A row that is merely numbered; `left` is what its one class has. */
function row(id: number, left: number, observedAt: string): BoardRowAnswer {
  return {
    id: `T${id}:TNV:HGH`,
    watch: 'TNV-HGH',
    observedAt,
    sparkFrom: null,
    trainCode: `G${id}`,
    trainNo: `T${id}`,
    originDate: '2021-02-09',
    origin: ref('TNV'),
    destination: ref('HGH'),
    departure: `2021-02-09T${10 + id}:00:00+08:00`,
    arrival: null,
    durationMinutes: null,
    timesFrom: 'answer',
    saleState: 'onSale',
    departed: false,
    saleOpensAt: null,
    saleOpensFrom: null,
    listed: true,
    waitlist: null,
    note: '',
    nextFeeBoundary: null,
    seats: [
      {
        class: 'O',
        label: { zh: '二等座', en: 'second class' },
        availability: { kind: 'count', count: left },
        waitlist: false,
        priceFen: null,
        price: null,
        changedAt: '2021-01-12T10:00:00+08:00',
        trend: { kind: 'none', reason: 'tooFewPoints' },
        spark: [],
      },
    ],
  };
}

function board(second: number, rows: readonly (readonly [id: number, left: number])[]): BoardAnswer {
  const now = `2021-01-12T10:00:${String(second).padStart(2, '0')}+08:00`;
  return {
    station: ref('TNV'),
    stations: [ref('TNV')],
    date: '2021-02-09',
    dates: ['2021-02-09'],
    exact: false,
    now,
    provenance: 'synthetic',
    watches: [
      {
        key: 'TNV-HGH',
        from: ref('TNV'),
        to: ref('HGH'),
        lastPollAt: now,
        stale: false,
        planned: second,
        done: second,
        share: 1,
        lastFailure: null,
        gap: null,
      },
    ],
    rows: rows.map(([id, left]) => row(id, left, now)).sort(compareRunOut),
  };
}

describe('a feed', () => {
  const rows = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1, max: 3 })), {
    selector: ([id]) => id,
  });

  it('brings a client from any earlier board to the newest, with no row that did not change', () => {
    fc.assert(
      fc.property(fc.array(rows, { minLength: 1, maxLength: 12 }), fc.nat(), (states, pick) => {
        const boards = states.map((state, place) => board(place, state));
        const first = boards[0] as BoardAnswer;
        const feed = new BoardFeed(first);
        const numbers = [0];
        for (const next of boards.slice(1)) {
          feed.update(next);
          numbers.push(feed.number);
        }
        const from = pick % boards.length;
        const change = feed.changeSince(numbers[from] as number);
        const old = boards[from] as BoardAnswer;
        expect(applyBoardChange(old, change)).toEqual(boards.at(-1));
        if (from === boards.length - 1)
          expect([change.rows, change.gone, change.watches]).toEqual([[], [], []]);
      }),
    );
  });

  it('says nothing of a board that is the same', () => {
    const feed = new BoardFeed(board(1, [[1, 3]]));
    expect(feed.update(board(1, [[1, 3]]))).toBe(false);
    expect(feed.number).toBe(0);
  });
});

/** As much of a response as a stream writes to. */
class Written extends EventEmitter {
  text = '';
  isFull = false;
  write(text: string): boolean {
    this.text += text;
    return !this.isFull;
  }
}

describe('a feed that cannot read', () => {
  it('says so once, with what to expect, and tells when it can again', async () => {
    const question: BoardQuestion = {
      station: { ...ref('TNV'), pinyin: '', initials: '', city: 'TNV' },
      stations: [],
      date: '2021-02-09',
      dates: [],
      exact: false,
      watches: [],
    };
    let isBroken = false;
    const views = {
      readViews: async () => {
        if (isBroken) throw new Error('a broken read');
        return [];
      },
    };
    const deps: Pick<BoardDeps, 'now' | 'provenance'> = { now: () => 0, provenance: 'synthetic' };
    const feed = await SharedFeed.open(deps, views, question);
    const response = new Written();
    const client = new StreamClient(response as unknown as Response, feed.catchUp);
    feed.join(client, undefined);
    const errors: unknown[] = [];
    const count = (event: string) => response.text.split(`event: ${event}\n`).length - 1;
    isBroken = true;
    await waitUntil('the problem', () => {
      feed.look((error) => errors.push(error));
      return count('problem') > 0;
    });
    for (let again = 0; again < 3; again++) {
      feed.look((error) => errors.push(error));
      await new Promise(setImmediate);
    }
    expect([count('problem'), errors.length]).toEqual([1, 1]);
    expect(response.text).toContain('/problems/internal');
    isBroken = false;
    await waitUntil('the end of the trouble', () => {
      feed.look((error) => errors.push(error));
      return count('change') === 1;
    });
  });
});
