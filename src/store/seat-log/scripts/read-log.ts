/**
 * Everything about a pair and date at one moment, in one command.
 *
 * KEYS  1 log  2 sealed  3 late  4 failures
 * Answers { log, pages, late polls in order of time, failures }; log and failures are nil where there are none.
 */
export const READ_LOG_LUA = `
return {
  redis.call('GET', KEYS[1]),
  redis.call('LRANGE', KEYS[2], 0, -1),
  redis.call('ZRANGE', KEYS[3], 0, -1),
  redis.call('GET', KEYS[4]),
}
`;
