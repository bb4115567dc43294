import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { type DoubleHandle, startDouble } from '../../fixtures/double/start-double.ts';
import type { Clockwork } from '../../jobs/clockwork.ts';
import { type Instant, MINUTE_MS } from '../../src/calendar/china-time.ts';
import { parseConfig } from '../../src/config.ts';
import { createApp } from '../../src/http/app.ts';
import { createMetrics } from '../../src/metrics.ts';
import { readSource } from '../../src/source.ts';
import { createPollState } from '../../src/store/poll-state.ts';
import type { RedisClient } from '../../src/store/redis-client.ts';
import type { SeatLog } from '../../src/store/seat-log-port.ts';
import { QUIET_INTERVAL_MS } from '../../src/upstream/poll-schedule.ts';
import { wire } from '../../src/wire.ts';
import { openTestRedis } from './redis.ts';

export interface TestService {
  /** `http://…` without a slash at the end. */
  base: string;
  seatLog: SeatLog;
  double: DoubleHandle;
  /** Ends all event streams, as a stop does. */
  closeStreams(): void;
  clockwork: Clockwork;
  reports: string[];
  now(): Instant;
  /** Moves the clock on. */
  advance(ms: number): void;
  /** What a start does whose source is another one than the last (deps.ts). */
  startAfresh(): Promise<void>;
  /** Moves the clock on until even a pair where nothing moves is due, plans and waits until every job is done. */
  pollAll(): Promise<void>;
  get(
    path: string,
    headers?: Record<string, string>,
    method?: string,
  ): Promise<{ status: number; headers: Headers; text: string }>;
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked at field by field, as a client would
  json(path: string): Promise<any>;
  stop(): Promise<void>;
}

/**
 * The whole service against the double, on a clock that the test moves; on the test's own Redis database unless it
 * brings a Redis, which is disconnected at the end.
 */
export async function startTestService(
  env: Record<string, string>,
  startAt: Instant,
  ownRedis?: RedisClient,
): Promise<TestService> {
  const config = parseConfig({ RATE_LIMIT_PER_MINUTE: '1000000', ...env });
  let at = startAt;
  const now = () => at;
  const source = await readSource(config, startAt);
  const double = await startDouble({ scenario: config.SCENARIO, recorded: config.RECORDED, now });
  const redis = ownRedis ?? (await openTestRedis());
  const reports: string[] = [];
  const log = pino({ level: 'silent' });
  const { clockwork, httpDeps } = wire({
    config,
    source,
    redis,
    redisOrigin: 'the Redis of the tests',
    clock: { now, offsetDays: 0 },
    baseUrl: double.baseUrl,
    log,
    metrics: createMetrics(),
    report: (line) => reports.push(line),
    startedAt: Date.now(),
    stopping: new AbortController().signal,
  });
  const app = createApp(httpDeps, {
    log,
    rateLimitPerMinute: config.RATE_LIMIT_PER_MINUTE,
    adminToken: config.ADMIN_TOKEN,
  });
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const get: TestService['get'] = async (path, headers = {}, method = 'GET') => {
    const response = await fetch(base + path, { headers, method, redirect: 'manual' });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  return {
    base,
    seatLog: httpDeps.seatLog,
    double,
    closeStreams: () => httpDeps.boardStreams.close(),
    clockwork,
    reports,
    now,
    advance: (ms) => {
      at += ms;
    },
    async startAfresh() {
      at += 1_000;
      await createPollState(redis, source.namespace).forgetSource();
      await clockwork.tickAndSettle({ everything: true });
    },
    async pollAll() {
      at = Math.ceil((at + QUIET_INTERVAL_MS) / MINUTE_MS) * MINUTE_MS;
      await clockwork.tickAndSettle();
    },
    get,
    json: async (path) => JSON.parse((await get(path)).text),
    async stop() {
      httpDeps.boardStreams.close();
      await clockwork.stop();
      await new Promise((resolve) => server.close(resolve));
      await double.stop();
      redis.disconnect();
    },
  };
}
