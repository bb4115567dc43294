import { createHash } from 'node:crypto';
import type { AnswerMemory } from '../upstream/port.ts';
import type { RedisClient } from './redis-client.ts';

/** Answers of a question that are remembered: a copy older than these shows its age. */
const ANSWERS_KEPT = 8;
const KEPT_SECONDS = 86_400;

/**
 * Puts an answer in front of those remembered of its question, and tells whether it was among them.
 *
 * KEYS  1 the marks of a question's newest answers, a list, the newest first
 * ARGV  1 mark   2 how many are kept   3 seconds they are kept
 * Answers 1 when the mark was there already, else 0.
 */
const REMEMBER_ANSWER_LUA = `
local known = redis.call('LREM', KEYS[1], 0, ARGV[1])
redis.call('LPUSH', KEYS[1], ARGV[1])
redis.call('LTRIM', KEYS[1], 0, ARGV[2] - 1)
redis.call('EXPIRE', KEYS[1], ARGV[3])
return known > 0 and 1 or 0
`;

interface MemoryCommands {
  rememberAnswer(key: string, mark: string, kept: number, seconds: number): Promise<0 | 1>;
}

/**
 * Remembers answers by a hash of their tokens, for all workers of a source together: `answers:v1:NAMESPACE:QUESTION` is
 * a list of the newest ones.
 */
export function createAnswerMemory(redis: RedisClient, namespace: string): AnswerMemory {
  redis.defineCommand('rememberAnswer', { numberOfKeys: 1, lua: REMEMBER_ANSWER_LUA });
  const commands = redis as RedisClient & MemoryCommands;
  return {
    async rememberAnswer(question, tokens) {
      const mark = createHash('sha1').update(tokens).digest('base64');
      const key = `answers:v1:${namespace}:${question}`;
      return (await commands.rememberAnswer(key, mark, ANSWERS_KEPT, KEPT_SECONDS)) === 1;
    },
  };
}
