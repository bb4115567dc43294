import { z } from 'zod';
import { planBoard, readBoardAnswer } from '../board/board-question.ts';
import { boardAnswerSchema, boardParams } from '../board-schema.ts';
import { PROBLEM_TYPE } from '../problems.ts';
import { type Reply, route } from '../route.ts';
import { dateParameter, flagParameter } from './query-schema.ts';

const query = z.strictObject({
  date: dateParameter.optional().describe('default: the first watched day of which an answer is kept'),
  exact: flagParameter.optional().describe('true: departures of this very station, not of its whole city'),
});

export const boardRoute = route({
  path: '/v1/board/:telecode',
  summary: 'All watched departures of a station on a day, what runs out soonest first',
  tag: 'seats',
  params: boardParams,
  query,
  answer: boardAnswerSchema,
  async handle({ params, query: { date, exact = false } }, deps) {
    const question = await planBoard(deps, { telecode: params.telecode, date, exact });
    return { json: await readBoardAnswer(deps, deps.boardStreams.views, question), cache: 5 };
  },
});

const RETRY_AFTER_SECONDS = '30';

export const boardStreamRoute = route({
  path: '/v1/board/:telecode/stream',
  summary:
    'The same board as server-sent events: `snapshot`, then `change` with the rows that differ, `problem` while nothing can be read; resumes by Last-Event-ID',
  tag: 'seats',
  params: boardParams,
  query,
  answer: null,
  answerType: 'text/event-stream',
  async handle({ params, query: { date, exact = false }, request }, deps) {
    if (request.method === 'HEAD') return { text: '', type: 'text/event-stream', cache: 'no-store' };
    const place = await deps.boardStreams.takePlace(request, { telecode: params.telecode, date, exact });
    if ('open' in place) return place;
    const reply: Reply = {
      json: place.problem,
      status: place.problem.status,
      headers: { 'Content-Type': PROBLEM_TYPE, 'Retry-After': RETRY_AFTER_SECONDS },
      cache: 'no-store',
    };
    return reply;
  },
});
