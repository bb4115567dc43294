// One process of the kill runs: worker and scheduler, as `npm run jobs` is, on a clock that runs faster. Told in the
// environment what to join; says `ready` and goes on until it is killed, or asked to end.

import { pino } from 'pino';
import { parseConfig } from '../../dist/src/config.js';
import { createMetrics } from '../../dist/src/metrics.js';
import { readSource } from '../../dist/src/source.js';
import { connectRedis } from '../../dist/src/store/connect-redis.js';
import { wire } from '../../dist/src/wire.js';

const { connection, baseUrl, start, startedAt, speed, rules, pace, tickMs, stopKey } = JSON.parse(
  process.env.KILL_WORKER,
);
const now = () => Math.floor(start + (Date.now() - startedAt) * speed);
const config = parseConfig({});
const source = await readSource(config, start);
const redis = connectRedis(connection, () => {});
const { clockwork } = wire({
  config,
  source: { ...source, pace, budget: rules, watchlist: { ...source.watchlist, schedule: 'uniform' } },
  redis,
  redisOrigin: 'the Redis of the kill runs',
  clock: { now, offsetDays: 0 },
  baseUrl,
  log: pino({ level: 'silent' }),
  metrics: createMetrics(),
  report: () => {},
  startedAt: Date.now(),
  stopping: new AbortController().signal,
});
clockwork.startCron();
process.stdout.write('ready\n');
let isLeaving = false;
process.on('SIGTERM', async () => {
  isLeaving = true;
  await clockwork.stop();
  process.exit(0);
});
while (!isLeaving) {
  if ((await redis.exists(stopKey)) === 0) await clockwork.tick();
  await new Promise((resolve) => setTimeout(resolve, tickMs));
}
