import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';
import type { Config } from './config.ts';

export type { Logger } from 'pino';

/** One JSON line an event on stdout; secrets never reach it. */
export function createLogger(level: Config['LOG_LEVEL'], stream?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    serializers: { err: describeError },
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
  };
  return stream === undefined ? pino(options) : pino(options, stream);
}

/** Errors of ioredis hold the command they came of, and that of AUTH the password: the message says enough. */
function describeError(error: Error): Record<string, unknown> {
  const { command: _, lastNodeError: __, ...told } = pino.stdSerializers.err(error);
  const { lastNodeError } = error as { lastNodeError?: unknown };
  return lastNodeError instanceof Error ? { ...told, lastNodeError: lastNodeError.message } : told;
}
