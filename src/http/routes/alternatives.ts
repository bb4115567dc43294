import { z } from 'zod';
import { seatClassSchema } from '../../seats/schema.ts';
import { resolveStation } from '../../stations/resolve-station.ts';
import { alternativesAnswerSchema } from '../alternatives-schema.ts';
import { readAlternatives } from '../read-alternatives.ts';
import { route } from '../route.ts';
import { dateParameter, stationParameter, trainParameter } from './query-schema.ts';

export const alternativesRoute = route({
  path: '/v1/alternatives',
  summary:
    'What else is left: other stations of the two cities, a longer stretch of the same train, days nearby; from stored data only',
  tag: 'seats',
  query: z.strictObject({
    from: stationParameter,
    to: stationParameter,
    date: dateParameter,
    train: trainParameter,
    class: seatClassSchema.describe('seat class code, e.g. O second class'),
  }),
  answer: alternativesAnswerSchema,
  async handle({ query: asked }, deps) {
    const from = resolveStation(deps.stations, asked.from, 'from');
    const to = resolveStation(deps.stations, asked.to, 'to');
    const question = { from, to, date: asked.date, train: asked.train, seatClass: asked.class };
    return { json: await readAlternatives(deps, question), cache: 5 };
  },
});
