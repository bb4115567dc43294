import { z } from 'zod';
import { formatInstant } from '../../calendar/china-time.ts';
import { seatClassSchema } from '../../seats/schema.ts';
import { resolveStation } from '../../stations/resolve-station.ts';
import { arrangeCoverage } from '../arrange-coverage.ts';
import { findWatch } from '../find-watch.ts';
import { historyAnswerSchema } from '../history-schema.ts';
import { route } from '../route.ts';
import { unknownClass, unknownTrain } from '../unknown-offer.ts';
import {
  checkAsOf,
  dateParameter,
  instantParameter,
  stationParameter,
  trainParameter,
} from './query-schema.ts';

const query = z.strictObject({
  from: stationParameter,
  to: stationParameter,
  date: dateParameter,
  train: trainParameter,
  class: seatClassSchema.describe('seat class code, e.g. O second class'),
  asOf: instantParameter.optional().describe('what was known at that time; default: now'),
});

export const historyRoute = route({
  path: '/v1/availability/history',
  summary: 'Every change of one class of one train since it was first seen, with the gaps in between',
  tag: 'seats',
  query,
  answer: historyAnswerSchema,
  async handle({ query: asked }, deps) {
    const from = resolveStation(deps.stations, asked.from, 'from');
    const to = resolveStation(deps.stations, asked.to, 'to');
    const now = deps.now();
    checkAsOf(asked.asOf, now);
    const { pair, travelDate } = findWatch(deps.watchlist.entries(now), deps.stations, {
      from,
      to,
      date: asked.date,
    });
    const [board, coverage] = await Promise.all([
      deps.seatLog.readBoard(pair, travelDate, asked.asOf),
      deps.readCoverage({ pair, travelDate }, asked.asOf),
    ]);
    const rows = (board?.rows ?? []).filter((row) => row.trainCode === asked.train);
    if (rows.length === 0) throw unknownTrain(asked.train, board?.rows ?? []);
    const legs = await Promise.all(
      rows.map(async ({ trainNo, origin, destination }) => {
        const offer = { trainNo, origin, destination, seatClass: asked.class };
        const changes = await deps.seatLog.readHistory(pair, travelDate, offer, asked.asOf);
        return {
          trainNo,
          origin,
          destination,
          changes: changes.map((one, index) => ({
            ...one,
            at: formatInstant(one.at),
            firstSeen: index === 0,
          })),
        };
      }),
    );
    if (legs.every((leg) => leg.changes.length === 0)) throw unknownClass(asked.class, rows);
    return {
      json: {
        train: asked.train,
        class: asked.class,
        date: travelDate,
        provenance: board?.provenance ?? deps.provenance,
        legs,
        coverage: arrangeCoverage(coverage, { now: asked.asOf ?? now, intervalMs: deps.pollIntervalMs }),
      },
      cache: 5,
    };
  },
});
