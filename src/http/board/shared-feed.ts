import { randomBytes } from 'node:crypto';
import { formatInstant } from '../../calendar/china-time.ts';
import { buildProblem, type Problem, problemOf } from '../problems.ts';
import type { WatchView } from './arrange-watch.ts';
import { BoardFeed } from './board-feed.ts';
import { arrangeBoard, type BoardQuestion } from './board-question.ts';
import { formatEvent, type StreamClient } from './stream-client.ts';
import type { BoardDeps, WatchViews } from './watch-views.ts';

type FeedDeps = Pick<BoardDeps, 'now' | 'provenance'>;

/** After the last client has gone, the feed goes on so long: who reconnects gets just what was missed. */
const LINGER_MS = 60_000;
/** A look that takes longer has no answer: Redis' client waits for a reconnect as long as it takes. */
const PATIENCE_MS = 3_000;
const SILENCE = buildProblem(
  'not-ready',
  'Redis does not answer; what is shown is as of before, and goes on by itself.',
);

/** The one watcher of a board, shared by all who have it open. */
export class SharedFeed {
  /** Marks the numbers of this feed: another process, or a feed begun anew, counts its own. */
  readonly #epoch = randomBytes(6).toString('base64url');
  readonly #question: BoardQuestion;
  readonly #deps: FeedDeps;
  readonly #views: WatchViews;
  readonly #clients = new Set<StreamClient>();
  #seen: readonly WatchView[];
  readonly #feed: BoardFeed;
  #leftAt: number | null = Date.now();
  #lookingSince: number | null = null;
  #trouble: Problem | null = null;

  private constructor(
    deps: FeedDeps,
    views: WatchViews,
    question: BoardQuestion,
    seen: readonly WatchView[],
  ) {
    this.#deps = deps;
    this.#views = views;
    this.#question = question;
    this.#seen = seen;
    this.#feed = new BoardFeed(this.#arrange(seen));
  }

  static async open(deps: FeedDeps, views: WatchViews, question: BoardQuestion): Promise<SharedFeed> {
    return new SharedFeed(deps, views, question, await views.readViews(question.watches));
  }

  get isAbandoned(): boolean {
    return this.#leftAt !== null && Date.now() - this.#leftAt > LINGER_MS;
  }

  /** Sends what the client misses after `lastEventId`, or the whole board when that is not of this feed. */
  join(client: StreamClient, lastEventId: string | undefined): void {
    this.#clients.add(client);
    this.#leftAt = null;
    const number = this.#parseId(lastEventId);
    if (number === null) {
      client.sentNumber = this.#feed.number;
      client.send(formatEvent('snapshot', this.#snapshot(), this.#id()));
    } else {
      client.sentNumber = number;
      this.#catchUp(client);
    }
    if (this.#trouble !== null) client.send(formatEvent('problem', this.#trouble));
  }

  leave(client: StreamClient): void {
    this.#clients.delete(client);
    if (this.#clients.size === 0) this.#leftAt = Date.now();
  }

  /** Looks whether anything was kept since, and tells the clients; not while the last look is still under way. */
  look(onError: (error: unknown) => void): void {
    if (this.#lookingSince !== null) {
      if (Date.now() - this.#lookingSince > PATIENCE_MS) this.#tellTrouble(SILENCE);
      return;
    }
    this.#lookingSince = Date.now();
    this.#refresh()
      .catch((error: unknown) => {
        if (this.#trouble === null) onError(error);
        this.#tellTrouble(problemOf(error));
      })
      .finally(() => {
        this.#lookingSince = null;
      });
  }

  async #refresh(): Promise<void> {
    const views = await this.#views.readViews(this.#question.watches);
    const isSame = views.every((view, place) => view === this.#seen[place]);
    this.#seen = views;
    if (!isSame) this.#feed.update(this.#arrange(views));
    // The end of a trouble is told by an event as well, though nothing may have changed.
    if (this.#trouble !== null)
      this.#sendToAll(formatEvent('change', this.#feed.changeSince(this.#feed.number)));
    this.#trouble = null;
    const texts = new Map<number, string>();
    for (const client of this.#clients) this.#catchUp(client, texts);
  }

  /** What is shown may be old from now on: told once, until a look succeeds again. */
  #tellTrouble(problem: Problem): void {
    if (this.#trouble === null) this.#sendToAll(formatEvent('problem', problem));
    this.#trouble = problem;
  }

  dropStuck(): void {
    for (const client of this.#clients) if (client.isStuck()) client.drop();
  }

  end(): void {
    for (const client of this.#clients) client.end();
  }

  beat(): void {
    this.#sendToAll(': still here\n\n');
  }

  /** To be asked when a client has read what it was sent. */
  readonly catchUp = (client: StreamClient): void => this.#catchUp(client);

  #catchUp(client: StreamClient, texts = new Map<number, string>()): void {
    if (client.isBlocked || client.sentNumber >= this.#feed.number) return;
    const from = client.sentNumber;
    const text = texts.get(from) ?? formatEvent('change', this.#feed.changeSince(from), this.#id());
    texts.set(from, text);
    client.sentNumber = this.#feed.number;
    client.send(text);
  }

  #sendToAll(text: string): void {
    for (const client of this.#clients) if (!client.isBlocked) client.send(text);
  }

  #snapshot() {
    return { ...this.#feed.answer, now: formatInstant(this.#deps.now()) };
  }

  #arrange(views: readonly WatchView[]) {
    const now = formatInstant(this.#deps.now());
    return arrangeBoard(this.#question, views, { now, provenance: this.#deps.provenance });
  }

  #id(): string {
    return `${this.#epoch}.${this.#feed.number}`;
  }

  /** Null for an id of another feed, or none. */
  #parseId(id: string | undefined): number | null {
    const [epoch, text = ''] = (id ?? '').split('.');
    if (epoch !== this.#epoch || !/^\d{1,15}$/.test(text)) return null;
    const number = Number(text);
    return number <= this.#feed.number ? number : null;
  }
}
