// Polls a second through the whole pipeline (plan, queue, fetch from the double, parse, atomic write) beside the same
// number of plain fetches of the same bytes from a bare express, at the same number in flight, in one run.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startClockwork } from '../../dist/jobs/clockwork.js';
import { MINUTE_MS, parseInstant } from '../../dist/src/calendar/china-time.js';
import { createStationTable } from '../../dist/src/stations/station-table.js';
import { connectRedis } from '../../dist/src/store/connect-redis.js';
import { createPlanLedger } from '../../dist/src/store/plan-ledger.js';
import { createPollState } from '../../dist/src/store/poll-state.js';
import { ensureRedis } from '../../dist/src/store/redis/ensure-redis.js';
import { createSeatLog } from '../../dist/src/store/seat-log/seat-log.js';
import { createTimetableStore } from '../../dist/src/store/timetable-store.js';
import { createUsualRowsStore } from '../../dist/src/store/usual-rows-store.js';
import { createUpstream } from '../../dist/src/upstream/client.js';
import { median, startBareExpress, startNode } from './support.mjs';

const IN_FLIGHT = 32;
const START = parseInstant('2021-01-12T10:00:00');
const PAIRS = ['TNV-HGH', 'TNV-BJP', 'TNV-NKH', 'TNV-SHH', 'TNV-TJP', 'TNV-QDK'];
const DATES = ['2021-02-04', '2021-02-05', '2021-02-06', '2021-02-07', '2021-02-08', '2021-02-09'];
const WATCHES = PAIRS.flatMap((pair) =>
  DATES.map((travelDate) => ({ pair: { from: pair.slice(0, 3), to: pair.slice(4) }, travelDate })),
);

/** A clockwork on data of its own, whose clock moves on by one poll interval a round, so that every round is due. */
async function startPipeline(baseUrl) {
  const dataDir = await mkdtemp(join(tmpdir(), 'yupiao-bench-'));
  const handle = await ensureRedis({ dataDir, report: () => {} });
  const redis = connectRedis(handle.connection, (error) => console.error(error));
  const log = { warn: console.error, error: console.error, debug() {} };
  let at = START;
  let polls = 0;
  const clockwork = startClockwork({
    redis,
    namespace: 'bench',
    log,
    pace: { concurrency: IN_FLIGHT, pollsPerTick: 5_000, timetablesPerTick: 0 },
    watchlist: { entries: () => WATCHES },
    seatLog: createSeatLog(redis, { namespace: 'bench' }),
    stations: createStationTable(),
    timetable: createTimetableStore(redis, 'bench'),
    pollState: createPollState(redis, 'bench'),
    ledger: createPlanLedger(redis, { namespace: 'bench', clockOffsetMs: 0 }),
    usualRows: createUsualRowsStore(redis, 'bench'),
    upstream: createUpstream({ baseUrl, userAgent: 'yupiao-bench' }),
    provenance: 'synthetic',
    now: () => at,
    onPoll(poll, written) {
      if (poll.outcome !== 'ok' || written !== 'written')
        throw new Error(`bench: ${poll.outcome} ${written}`);
      polls++;
    },
    onPause(_until, sign, detail) {
      throw new Error(`bench: ${sign} ${detail}`);
    },
  });
  return {
    /** Polls a second over so many rounds of the whole watchlist. */
    async run(rounds) {
      const [before, startedAt] = [polls, performance.now()];
      for (let round = 0; round < rounds; round++) {
        at += 6 * MINUTE_MS;
        await clockwork.tickAndSettle();
      }
      if (polls - before !== rounds * WATCHES.length)
        throw new Error(`bench: ${polls - before} polls were kept`);
      return ((polls - before) / (performance.now() - startedAt)) * 1_000;
    },
    async stop() {
      await clockwork.stop();
      redis.disconnect();
      await handle.release();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function fetchesPerSecond(url, count) {
  const startedAt = performance.now();
  let left = count;
  const fetchSome = async () => {
    while (left-- > 0) await (await fetch(url)).text();
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, fetchSome));
  return (count / (performance.now() - startedAt)) * 1_000;
}

async function answerBytes(baseUrl) {
  const init = await fetch(`${baseUrl}/otn/leftTicket/init`);
  const query =
    'leftTicketDTO.train_date=2021-02-09&leftTicketDTO.from_station=TNV&leftTicketDTO.to_station=NKH&purpose_codes=ADULT';
  const path = /CLeftTicketUrl\s*=\s*'([^']+)'/.exec(await init.text())?.[1];
  const cookie = init.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const answer = await fetch(`${baseUrl}/otn/${path}?${query}`, { headers: { cookie } });
  return Buffer.from(await answer.arrayBuffer());
}

export async function benchPipeline({ short }) {
  const [turns, rounds] = short ? [2, 5] : [5, 40];
  const double = await startNode('double-process.mjs');
  const body = await answerBytes(double.address);
  const bare = await startBareExpress(body);
  const pipeline = await startPipeline(double.address);
  const done = [];
  try {
    await pipeline.run(5);
    await fetchesPerSecond(bare.address, 5 * WATCHES.length);
    for (let turn = 0; turn < turns; turn++) {
      done.push({
        ours: await pipeline.run(rounds),
        bare: await fetchesPerSecond(bare.address, rounds * WATCHES.length),
      });
    }
  } finally {
    await pipeline.stop();
    await bare.stop();
    await double.stop();
  }
  const ratio = median(done.map((turn) => turn.ours / turn.bare));
  console.log(
    `polls through the whole pipeline: ${Math.round(median(done.map((turn) => turn.ours)))} polls/s, plain fetches of ` +
      `${body.length} bytes from bare express ${Math.round(median(done.map((turn) => turn.bare)))} /s, ` +
      `ratio ${ratio.toFixed(2)} (median of ${turns} turns of ${rounds * WATCHES.length})`,
  );
  return ratio;
}
