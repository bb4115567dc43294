import { z } from 'zod';
import { formatInstant } from '../../calendar/china-time.ts';
import { InputError } from '../../errors.ts';
import type { BoardRow } from '../../seats/board.ts';
import { availabilitySchema, provenanceSchema, seatClassSchema, telecodeSchema } from '../../seats/schema.ts';
import { resolveStation } from '../../stations/resolve-station.ts';
import { arrangeCoverage } from '../arrange-coverage.ts';
import { coverageSchema, instantSchema } from '../availability-schema.ts';
import { findWatch } from '../find-watch.ts';
import { route } from '../route.ts';
import { checkAsOf, dateParameter, instantParameter, stationParameter } from './query-schema.ts';

const query = z.strictObject({
  from: stationParameter,
  to: stationParameter,
  date: dateParameter,
  train: z
    .string('a train code such as G1864')
    .regex(/^[A-Za-z]?\d{1,5}$/, 'a train code such as G1864')
    .transform((text) => text.toUpperCase()),
  class: seatClassSchema.describe('seat class code, e.g. O second class'),
  asOf: instantParameter.optional().describe('what was known at that time; default: now'),
});

const legSchema = z.object({
  trainNo: z.string(),
  origin: telecodeSchema,
  destination: telecodeSchema,
  changes: z.array(
    z.object({
      at: instantSchema,
      availability: availabilitySchema,
      waitlist: z.boolean().nullable(),
      firstSeen: z.boolean().describe('true: nobody looked before; it may have been so for long'),
    }),
  ),
});

export const historyRoute = route({
  path: '/v1/availability/history',
  summary: 'Every change of one class of one train since it was first seen, with the gaps in between',
  tag: 'seats',
  query,
  answer: z.object({
    train: z.string(),
    class: seatClassSchema,
    date: z.string(),
    provenance: provenanceSchema,
    legs: z.array(legSchema).describe('one a pair of stations of the two cities at which the train calls'),
    coverage: coverageSchema,
  }),
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

function unknownTrain(train: string, rows: BoardRow[]): InputError {
  const known = [...new Set(rows.map((row) => row.trainCode))].sort().join(', ');
  const expected = known === '' ? 'a train seen on this day (none has been seen yet)' : `one of ${known}`;
  return new InputError('not-found', [{ field: 'train', expected, got: train }]);
}

function unknownClass(seatClass: string, rows: BoardRow[]): InputError {
  const seen = [...new Set(rows.flatMap((row) => row.seats.map((seat) => seat.seatClass)))].join(', ');
  const expected = seen === '' ? 'a class seen on this train (none has been seen yet)' : `one of ${seen}`;
  return new InputError('not-found', [{ field: 'class', expected, got: seatClass }]);
}
