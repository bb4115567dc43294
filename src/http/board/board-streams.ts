import type { Request, Response } from 'express';
import type { Logger } from '../../log.ts';
import { buildProblem, type Problem } from '../problems.ts';
import { type BoardQuestion, planBoard } from './board-question.ts';
import { SharedFeed } from './shared-feed.ts';
import { StreamClient } from './stream-client.ts';
import { type BoardDeps, createWatchViews, type WatchViews } from './watch-views.ts';

export interface StreamLimits {
  /** Streams open at once in this process, and of these from one address. */
  most: number;
  mostPerAddress: number;
}

/** Boards, and all who have one open. */
export interface BoardStreams {
  views: WatchViews;
  /** A place for one stream, which has to be opened at once; or why there is none. */
  takePlace(
    request: Request,
    asked: { telecode: string; date: string | undefined; exact: boolean },
  ): Promise<{ open(response: Response): void } | { problem: Problem }>;
  /** Ends every stream in an orderly way; none is opened after. */
  close(): void;
  countOpen(): number;
}

/** Between two looks at what is kept: a change is seen after half of it in the middle. */
const LOOK_MS = 300;
const BEAT_MS = 15_000;
/** What a client waits before it reconnects. */
const RETRY_MS = 2_000;

/**
 * Server-sent events of boards. Whoever wrote a poll, in this process or another, it is seen by its version in Redis:
 * one watcher a board looks for all its clients.
 */
export function createBoardStreams(deps: BoardDeps, limits: StreamLimits, log: Logger): BoardStreams {
  const views = createWatchViews(deps);
  const feeds = new Map<string, { opening: Promise<SharedFeed>; feed: SharedFeed | null }>();
  const addresses = new Map<string, number>();
  let open = 0;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  let beatAt = Date.now() + BEAT_MS;

  function feedOf(question: BoardQuestion): Promise<SharedFeed> {
    const key = `${question.station.telecode} ${question.date} ${question.exact}`;
    const known = feeds.get(key);
    if (known !== undefined) return known.opening;
    const opening = SharedFeed.open(deps, views, question);
    const entry: { opening: Promise<SharedFeed>; feed: SharedFeed | null } = { opening, feed: null };
    feeds.set(key, entry);
    opening.then(
      (feed) => {
        entry.feed = feed;
        startLooking();
      },
      () => feeds.delete(key),
    );
    return opening;
  }

  function startLooking(): void {
    if (timer !== undefined || isClosed) return;
    timer = setInterval(lookAll, LOOK_MS);
    timer.unref();
  }

  function lookAll(): void {
    const isBeat = Date.now() >= beatAt;
    if (isBeat) beatAt = Date.now() + BEAT_MS;
    for (const [key, { feed }] of feeds) {
      if (feed === null) continue;
      feed.dropStuck();
      if (isBeat) feed.beat();
      if (feed.isAbandoned) feeds.delete(key);
      else
        feed.look((error) =>
          log.error({ err: error, board: key }, 'a board could not be read for its streams'),
        );
    }
    if (feeds.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  function refusal(address: string): Problem | null {
    if (isClosed) return buildProblem('too-many-streams', 'The service is stopping.');
    if (open >= limits.most)
      return buildProblem('too-many-streams', `${limits.most} streams are open, and no more are served.`);
    if ((addresses.get(address) ?? 0) >= limits.mostPerAddress)
      return buildProblem('too-many-requests', `At most ${limits.mostPerAddress} streams from one address.`);
    return null;
  }

  function count(address: string, step: 1 | -1): void {
    open += step;
    const left = (addresses.get(address) ?? 0) + step;
    if (left > 0) addresses.set(address, left);
    else addresses.delete(address);
  }

  return {
    views,
    async takePlace(request, asked) {
      const address = request.ip ?? '';
      const early = refusal(address);
      if (early !== null) return { problem: early };
      const feed = await feedOf(await planBoard(deps, asked));
      // Asked again and counted after the last wait, so that a crowd that comes at once is counted one by one.
      const problem = refusal(address);
      if (problem !== null) return { problem };
      count(address, 1);
      return {
        open(response) {
          // Who has gone while we read is told by no event any more.
          if (response.destroyed) return count(address, -1);
          const client = new StreamClient(response, feed.catchUp);
          response.on('close', () => {
            feed.leave(client);
            count(address, -1);
          });
          writeHead(response);
          client.send(`retry: ${RETRY_MS}\n\n`);
          feed.join(client, request.get('last-event-id'));
        },
      };
    },
    close() {
      isClosed = true;
      clearInterval(timer);
      for (const { feed } of feeds.values()) feed?.end();
      feeds.clear();
    },
    countOpen: () => open,
  };
}

/** `no-transform` and X-Accel-Buffering: a proxy that compresses or gathers would hold events back. */
function writeHead(response: Response): void {
  response.statusCode = 200;
  response.setHeader('Content-Type', 'text/event-stream; charset=utf-8');
  response.setHeader('Cache-Control', 'no-store, no-transform');
  response.setHeader('X-Accel-Buffering', 'no');
  response.flushHeaders();
}
