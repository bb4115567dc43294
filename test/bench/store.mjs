// The seat log on a Redis of its own, fed a seeded synthetic season, beside its bounds and its peers in the same run, then
// against the targets of STORE.md. What is read back is compared with what the generator wrote.
import { loadavg } from 'node:os';
import { generateSeason } from '../../dist/fixtures/synthetic-season/season.js';
import { seededRandom } from '../../dist/fixtures/synthetic-season/seeded-random.js';
import { createSeatLog } from '../../dist/src/store/seat-log/seat-log.js';
import { benchJsonStreams, packChanges } from './store-peers.mjs';
import { benchPostgres } from './store-postgres.mjs';
import { timeReads } from './store-reads.mjs';
import { benchmarkEmptyScript, readUsage, startBenchRedis } from './store-redis.mjs';
import { buildReport, printReport } from './store-report.mjs';
import { SeasonCounts, verifyBoards, verifyDay } from './store-truth.mjs';
import { runLanes, writeSeason } from './store-write.mjs';

const IN_FLIGHT = 64;
/** The full season has 480 pairs and dates; peers that take a hundred times the room get some of them, whole. */
const PLACES = { verified: 12, json: 24, postgres: 12, packed: 24 };

/** Prints the figures, or with `json` one object. @throws when the log does not answer what was written */
export async function benchStore({ seed, pairs, dates, days, short, json }) {
  const report = (line) => (json ? process.stderr : process.stdout).write(`${line}\n`);
  const size = { seed, pairs, dates, days };
  const season = generateSeason(size);
  const random = seededRandom(seed);
  const server = await startBenchRedis();
  const figures = { size, short, redis: server.origin, node: process.version, load: [loadavg()[0]] };
  report(
    `season: seed ${seed}, ${pairs} pairs by ${dates} dates, ${days} days of polls every 5 minutes (synthetic); ` +
      `${server.origin}${short ? '; short form: too short for a figure' : ''}`,
  );
  try {
    const { redis, path } = server;
    const log = createSeatLog(redis);
    const places = pickPlaces(season, dates, random);
    Object.assign(figures, await writeAndWeigh({ redis, log, season, report }));
    await verifySome({ log, season, places: places(PLACES.verified), random, report });
    report('reading');
    figures.reads = await timeReads({ redis, log, season, dates, random, scale: short ? 0.05 : 1 });
    report('beside it');
    await redis.flushall();
    figures.json = await benchJsonStreams({
      redis,
      season,
      places: places(PLACES.json),
      inFlight: IN_FLIGHT,
    });
    figures.packed = packChanges(season, places(short ? 4 : PLACES.packed));
    figures.redisBenchmark = await benchmarkEmptyScript(redis, path, IN_FLIGHT, short ? 50_000 : 1_000_000);
    const url = process.env.POSTGRES_URL;
    figures.postgres = url ? await benchPostgres({ url, season, places: pickDates(pairs, dates) }) : null;
  } finally {
    await server.stop();
  }
  figures.load.push(loadavg()[0]);
  const lines = buildReport(figures);
  if (json) process.stdout.write(`${JSON.stringify({ ...figures, report: lines })}\n`);
  else printReport(lines, { short, report });
}

async function writeAndWeigh({ redis, log, season, report }) {
  const counts = new SeasonCounts();
  await warmUp(redis, log);
  const before = await readUsage(redis);
  report('writing');
  const written = await writeSeason({
    redis,
    log,
    polls: season.polls(),
    inFlight: IN_FLIGHT,
    counts,
    report,
  });
  const after = await readUsage(redis);
  const kept = written.words.written ?? 0;
  if (kept !== counts.polls) {
    throw new Error(`expected all ${counts.polls} polls to be written, got ${JSON.stringify(written.words)}`);
  }
  return {
    counts,
    ...written,
    inFlight: IN_FLIGHT,
    memory: after.memory - before.memory,
    aof: after.aof - before.aof,
    scripts: after.scripts - before.scripts,
  };
}

/** Scripts, buffers and compiled code are there before anything is weighed; the dates are none of the season's. */
async function warmUp(redis, log) {
  const season = generateSeason({ seed: 0, pairs: 8, dates: 1, days: 1, firstDate: '2020-01-10' });
  await runLanes([...season.polls()], IN_FLIGHT, (poll) => log.writePoll(poll));
  await redis.flushall();
}

async function verifySome({ log, season, places, random, report }) {
  let histories = 0;
  for (const [pair, date] of places) {
    const watch = season.watchOf(pair, date);
    histories += (await verifyDay(log, watch, () => season.pollsOf(pair, date), random)).histories;
  }
  await verifyBoards(
    log,
    places.map(([pair, date]) => season.watchOf(pair, date)),
  );
  report(
    `verified: boards, old boards, polls, days and all ${histories} histories of ${places.length} pairs and dates`,
  );
}

/** Dates of one pair, whose season PostgreSQL is then asked for: that of middle size. */
function pickDates(pairs, dates) {
  return Array.from({ length: Math.min(PLACES.postgres, dates) }, (_, date) => [Math.floor(pairs / 2), date]);
}

/** Some pairs and dates, drawn by the seed; asked for more than there are, all. */
function pickPlaces({ watches }, dates, random) {
  return (count) => {
    const left = watches.map((_, i) => [Math.floor(i / dates), i % dates]);
    const picked = [];
    while (picked.length < count && left.length > 0) {
      picked.push(...left.splice(Math.floor(random() * left.length), 1));
    }
    return picked;
  };
}
