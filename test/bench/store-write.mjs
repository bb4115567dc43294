// Polls written a second, by lanes that each await their answer: beside calls of an empty script through the same client,
// taken in turns, so that both see the same machine.
import { readCpu } from './store-redis.mjs';

/** So many polls are drawn from the generator ahead of each turn: what they cost to make up is not the log's. */
const TURN = 4_000;

/** Does `work` on every one of `items`, `inFlight` at a time. Two of the same pair and date go one after the other. */
export async function runLanes(items, inFlight, work) {
  const pending = new Map();
  let next = 0;
  const lane = async () => {
    while (next < items.length) {
      const item = items[next++];
      const before = pending.get(item.pair);
      const done = before === undefined ? work(item) : before.then(() => work(item));
      pending.set(item.pair, done);
      await done;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
}

/** A stretch of work as seconds on the clock, and of CPU in Node and in Redis. */
async function measure(redis, work) {
  const redisBefore = await readCpu(redis);
  const cpuBefore = process.cpuUsage();
  const startedAt = process.hrtime.bigint();
  await work();
  const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { seconds, nodeCpu: (user + system) / 1e6, redisCpu: (await readCpu(redis)) - redisBefore };
}

/** Writes the whole season. `counts` (store-truth.mjs) is told of every poll. */
export async function writeSeason({ redis, log, polls, inFlight, counts, report }) {
  redis.defineCommand('benchEmpty', { numberOfKeys: 1, lua: 'return 0' });
  const written = emptyTotals();
  const empty = emptyTotals();
  const words = {};
  const began = Date.now();
  let told = began;
  for (const turn of takeTurns(polls)) {
    for (const poll of turn) counts.add(poll);
    let copying = 0;
    const copy = (poll) => {
      const startedAt = process.hrtime.bigint();
      const copied = copyPoll(poll);
      copying += Number(process.hrtime.bigint() - startedAt) / 1e9;
      return copied;
    };
    const taken = await measure(redis, () =>
      runLanes(turn, inFlight, async (poll) => {
        const word = await log.writePoll(copy(poll));
        words[word] = (words[word] ?? 0) + 1;
      }),
    );
    add(written, turn.length, {
      ...taken,
      seconds: taken.seconds - copying,
      nodeCpu: taken.nodeCpu - copying,
      copying,
    });
    const calls = turn.slice(0, Math.ceil(turn.length / 4)).map((_, i) => ({ pair: i }));
    add(
      empty,
      calls.length,
      await measure(redis, () => runLanes(calls, inFlight, () => redis.benchEmpty('bench'))),
    );
    if (Date.now() - told > 10_000) {
      told = Date.now();
      report(`  ${written.calls.toLocaleString('en')} polls after ${Math.round((told - began) / 1000)} s`);
    }
  }
  return { written, empty, words };
}

/**
 * As a parser gives it, fresh and just before it is written: the generator shares what has not changed between polls,
 * and no two answers of 12306 do. The copying is timed by itself and taken off.
 */
function copyPoll(poll) {
  if (poll.outcome !== 'ok') return poll;
  const rows = poll.rows.map((row) => ({ ...row, seats: row.seats.map(copySeat) }));
  return { ...poll, rows };
}

function copySeat({ seatClass, availability, waitlist, priceFen }) {
  return { seatClass, availability: { ...availability }, waitlist, priceFen };
}

export function* takeTurns(polls) {
  let turn = [];
  for (const poll of polls) {
    turn.push(poll);
    if (turn.length < TURN) continue;
    yield turn;
    turn = [];
  }
  if (turn.length > 0) yield turn;
}

function emptyTotals() {
  return { calls: 0, seconds: 0, nodeCpu: 0, redisCpu: 0, copying: 0 };
}

function add(totals, calls, { seconds, nodeCpu, redisCpu, copying = 0 }) {
  totals.calls += calls;
  totals.seconds += seconds;
  totals.nodeCpu += nodeCpu;
  totals.redisCpu += redisCpu;
  totals.copying += copying;
}
