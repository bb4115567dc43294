import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { AnswerMemory } from '../upstream/port.ts';

/** Answers of a question that are remembered: a copy older than these shows its age. */
const ANSWERS_KEPT = 8;
const KEPT_SECONDS = 86_400;

/**
 * Remembers answers by a hash of their tokens, for all workers of a source together: `answers:v1:NAMESPACE:QUESTION` is
 * a list of the newest ones.
 */
export function createAnswerMemory(redis: Redis, namespace: string): AnswerMemory {
  return {
    async rememberAnswer(question, tokens) {
      const key = `answers:v1:${namespace}:${question}`;
      const mark = createHash('sha1').update(tokens).digest('base64');
      const replies = await redis
        .multi()
        .lpos(key, mark)
        .lrem(key, 0, mark)
        .lpush(key, mark)
        .ltrim(key, 0, ANSWERS_KEPT - 1)
        .expire(key, KEPT_SECONDS)
        .exec();
      const [error, place] = replies?.[0] ?? [new Error('the step was not carried out'), null];
      if (error !== null) throw error;
      return place !== null;
    },
  };
}
