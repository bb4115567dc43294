/**
 * Everything about a pair and date at one moment, in one command.
 *
 * KEYS  1 log  2 sealed  3 late  4 failed
 * Answers { log, pages, late polls, failures }, both in order of time; log is nil where nothing was kept.
 */
export const READ_LOG_LUA = `
return {
  redis.call('GET', KEYS[1]),
  redis.call('LRANGE', KEYS[2], 0, -1),
  redis.call('ZRANGE', KEYS[3], 0, -1),
  redis.call('ZRANGE', KEYS[4], 0, -1),
}
`;
