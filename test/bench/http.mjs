// Requests a second of GET /v1/availability (and of the refund quote and a frozen figure) beside a bare express that returns the same
// bytes, in one run: the two take turns, and the ratio of each turn is what counts on a noisy machine.
import { setTimeout as delay } from 'node:timers/promises';
import autocannon from 'autocannon';
import { median, startBareExpress, startService } from './support.mjs';

/** Of the figures of the first start, the last. */
const LAST_FROZEN = '/v1/demand/compare?season=2021&baseline=2020';

const PATHS = [
  '/v1/availability?from=TNV&to=HGH&date=2021-02-09',
  '/v1/refund/quote?fare=553&departure=2021-02-11T10:00&at=2021-01-14T09:00',
  LAST_FROZEN,
];
const FIGURES_WITHIN_MS = 180_000;

async function requestsPerSecond(url, seconds) {
  const result = await autocannon({ url, connections: 32, duration: seconds });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx} bad answers, ${result.errors} errors`);
  return result.requests.average;
}

async function waitForAnswer(url) {
  const until = Date.now() + FIGURES_WITHIN_MS;
  while (!(await fetch(url)).ok) {
    if (Date.now() > until) throw new Error(`${url}: no answer within ${FIGURES_WITHIN_MS / 1_000} s`);
    await delay(1_000);
  }
}

/** Prints one line a path. `short` is the form .ci/run uses. */
export async function benchHttp({ short }) {
  const [rounds, seconds] = short ? [2, 1] : [5, 4];
  const service = await startService();
  const ratios = {};
  try {
    // The first start freezes figures in the background: measured is what comes after.
    await waitForAnswer(service.address + LAST_FROZEN.slice(1));
    for (const path of PATHS) {
      const url = service.address + path.slice(1);
      const body = Buffer.from(await (await fetch(url)).arrayBuffer());
      const bare = await startBareExpress(body);
      const turns = [];
      try {
        await requestsPerSecond(url, 1);
        await requestsPerSecond(bare.address, 1);
        for (let round = 0; round < rounds; round++) {
          turns.push({
            ours: await requestsPerSecond(url, seconds),
            bare: await requestsPerSecond(bare.address, seconds),
          });
        }
      } finally {
        await bare.stop();
      }
      const ratio = median(turns.map(({ ours, bare: theirs }) => ours / theirs));
      const route = path.split('?')[0];
      ratios[route] = ratio;
      console.log(
        `GET ${route}: ${Math.round(median(turns.map((turn) => turn.ours)))} req/s, bare express with the same ` +
          `${body.length} bytes ${Math.round(median(turns.map((turn) => turn.bare)))} req/s, ratio ${ratio.toFixed(2)} ` +
          `(median of ${rounds} turns)`,
      );
    }
  } finally {
    await service.stop();
  }
  return ratios;
}
