import { z } from 'zod';
import { seatClassSchema } from '../../seats/schema.ts';
import { resolveStation } from '../../stations/resolve-station.ts';
import { historyAnswerSchema } from '../history-schema.ts';
import { readHistory } from '../read-history.ts';
import { route } from '../route.ts';
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
    checkAsOf(asked.asOf, deps.now());
    const { date, train, class: seatClass, asOf } = asked;
    return { json: await readHistory(deps, { from, to, date, train, seatClass, asOf }), cache: 5 };
  },
});
