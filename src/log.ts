import { type Logger, pino } from 'pino';
import type { Config } from './config.ts';

export type { Logger } from 'pino';

/** One JSON line an event on stdout; secrets never reach it. */
export function createLogger(level: Config['LOG_LEVEL']): Logger {
  return pino({
    level,
    base: null,
    redact: {
      paths: [
        '*.password',
        '*.authorization',
        'REDIS_URL',
        'ADMIN_TOKEN',
        'headers.authorization',
        'headers.cookie',
      ],
      censor: '(not shown)',
    },
    timestamp: pino.stdTimeFunctions.isoTime,
  });
}
