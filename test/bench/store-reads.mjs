// How long reads take: each many times, one after the other, p50 and p99 in milliseconds, in turns with the bare command
// that fetches as much through the same client.
import { arrangeKeys } from '../../dist/src/store/seat-log/keys.js';

/** Times every kind of read on a season that is written. `scale` of 1 is the full form. */
export async function timeReads({ redis, log, season, dates, random, scale }) {
  const { watches } = season;
  const pick = (list) => list[Math.floor(random() * list.length)];
  const boards = watches.slice(0, 480);
  const offers = await listOffers(log, pickMiddlePair(season, dates));
  const ping = () => redis.ping();
  const times = (count) => Math.max(5, Math.ceil(count * scale));
  const readBoard = () => {
    const { pair, travelDate } = pick(watches);
    return log.readBoard(pair, travelDate);
  };
  const readHistory = () => {
    const { pair, travelDate, offer } = pick(offers);
    return log.readHistory(pair, travelDate, offer);
  };
  const readOldBoard = () => {
    const { pair, travelDate } = pick(watches);
    return log.readBoard(pair, travelDate, pickInstant(travelDate, random));
  };
  const readPair = (i) => log.readDays(pairWatches(season, dates, i));
  const hotKeys = boards.map(({ pair, travelDate }) => arrangeKeys(pair, travelDate).log);
  const fetchBoards = () => redis.mgetBuffer(hotKeys);
  for (let i = 0; i < times(200); i++) await readBoard();
  return {
    board: await timeInTurns(times(5_000), readBoard, ping),
    history: await timeInTurns(times(2_000), readHistory, ping),
    oldBoard: await timeInTurns(times(1_000), readOldBoard, ping),
    pair: await timeInTurns(times(40), readPair, ping),
    boards: await timeInTurns(times(100), () => log.readBoards(boards), fetchBoards),
    counts: { boards: boards.length, dates },
  };
}

/** The pair whose number of trains is in the middle: 31 in the full season. */
function pickMiddlePair({ watches }, dates) {
  const firsts = watches.filter((_, i) => i % dates === 0);
  return firsts[Math.floor(firsts.length / 2)];
}

async function listOffers(log, { pair, travelDate }) {
  const board = await log.readBoard(pair, travelDate);
  return board.rows.flatMap(({ trainNo, origin, destination, seats }) =>
    seats.map(({ seatClass }) => ({ pair, travelDate, offer: { trainNo, origin, destination, seatClass } })),
  );
}

function pairWatches({ watches }, dates, turn) {
  const from = (turn % (watches.length / dates)) * dates;
  return watches.slice(from, from + dates);
}

/** Some time in the two weeks before the travel date. */
function pickInstant(travelDate, random) {
  return Date.parse(`${travelDate}T20:00:00+08:00`) - Math.floor(random() * 14 * 86_400_000);
}

/** Calls of `work` in turns with calls of `beside`, so that both see the same machine. */
async function timeInTurns(count, work, beside) {
  const times = [];
  const besides = [];
  for (let i = 0; i < count; i++) {
    times.push(await time(() => work(i)));
    besides.push(await time(beside));
  }
  return { ...quantiles(times), beside: quantiles(besides) };
}

async function time(work) {
  const startedAt = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - startedAt) / 1e6;
}

function quantiles(times) {
  const sorted = times.sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return { p50: at(0.5), p99: at(0.99), times: sorted.length };
}
