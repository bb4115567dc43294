import { z } from 'zod';
import { expectationIn, InputError } from './errors.ts';
import { parseRedisUrl } from './store/redis/redis-url-parts.ts';

const USER_AGENT_DEFAULT = 'yupiao/0.1 (rail ticket availability research; read-only; one client)';

const path = (what: string) => z.string().min(1).optional().describe(what);
const wholeNumber = (min: number, max: number) =>
  z.coerce
    .number(`a whole number from ${min} to ${max}`)
    .int(`a whole number from ${min} to ${max}`)
    .min(min)
    .max(max);

/** Every setting there is. `.env.example` says the same; test/architecture.test.ts compares the two. */
export const configSchema = z.object({
  PORT: wholeNumber(0, 65_535)
    .optional()
    .describe('HTTP port. Unset: 3000, or the next free one. 0: any free one'),
  HOST: z.string().min(1).default('127.0.0.1').describe('Address to listen on'),
  DATA_DIR: z.string().min(1).default('.yupiao').describe('Where Redis and the set-up keep their data'),
  SOURCE: z
    .enum(['double', '12306'], "'double' (our stand-in for 12306) or '12306' (the real one)")
    .default('double')
    .describe('Whom to poll'),
  RECORDED: path('A recorded answer, or a folder of them, for the double to serve'),
  SCENARIO: z
    .string()
    .min(1)
    .default('taiyuan-2021')
    .describe('Which scenario the double plays without RECORDED'),
  CLOCK_OFFSET_DAYS: wholeNumber(-36_500, 36_500)
    .optional()
    .describe(
      'Whole days added to the clock. Unset: what the scenario or recording asks for, 0 with SOURCE=12306',
    ),
  REDIS_URL: z
    .string()
    .superRefine(checkRedisUrlForm)
    .optional()
    .describe(
      'A Redis or Valkey 6.2 or later, a Cluster or Sentinels. Unset: one is found or unpacked, and started',
    ),
  REDIS_MEMORY_BUDGET_MB: wholeNumber(16, 16_777_216)
    .optional()
    .describe(
      'MiB that Redis (each master of a Cluster) may use; polling stops at 95 %. Unset: its maxmemory, else three quarters of its machine',
    ),
  REDIS_FSYNC: z
    .enum(['everysec', 'always'])
    .default('everysec')
    .describe(
      'How often the Redis we start makes its log safe from a power cut: each second, or before each answer',
    ),
  REDIS_SERVER_BIN: path('The redis-server or valkey-server to start'),
  ARCHIVES_DIR: path('A folder of archives of past seasons to compare with. Unset: archives in DATA_DIR'),
  WATCHLIST: path('A JSON file of pairs and dates to watch. Unset: what the source suggests'),
  USER_AGENT: z
    .string()
    .min(1)
    .regex(/^[\x20-\x7e]+$/, 'printable ASCII')
    .default(USER_AGENT_DEFAULT)
    .describe('How we name ourselves to 12306'),
  REQUEST_SPACING_SECONDS: wholeNumber(5, 3_600)
    .default(5)
    .describe(
      'Least seconds between two requests to the real 12306, all processes together; up to 2.5 more are drawn',
    ),
  REQUESTS_PER_WINDOW: wholeNumber(1, 40)
    .default(40)
    .describe('Most requests to the real 12306 in any five minutes, all processes together'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
    .default('info')
    .describe('How much is logged'),
  ADMIN_TOKEN: z
    .string()
    .min(16, 'at least 16 characters')
    .optional()
    .describe('When set, /metrics wants it as Authorization: Bearer'),
  STREAMS_MOST: wholeNumber(0, 100_000)
    .default(1_000)
    .describe('Event streams of boards that this process keeps open at once'),
  STREAMS_PER_ADDRESS: wholeNumber(0, 100_000).default(100).describe('Of these, from one client address'),
  RATE_LIMIT_PER_MINUTE: wholeNumber(1, 100_000_000)
    .default(600)
    .describe('Requests a minute that one client address may send'),
});
export type Config = z.infer<typeof configSchema>;

function checkRedisUrlForm(url: string, context: z.RefinementCtx): void {
  try {
    parseRedisUrl(url);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
  }
}

const SECRETS = new Set(['ADMIN_TOKEN', 'REDIS_URL']);

/** Reads the settings from an environment; empty strings count as unset. All faults are listed at once. */
export function parseConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.keys(configSchema.shape).flatMap((key) => (env[key] ? [[key, env[key]]] : [])),
  );
  const parsed = configSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new InputError(
    'bad-input',
    parsed.error.issues.map((issue) => {
      const field = String(issue.path[0]);
      return {
        field,
        expected: expectationIn(issue.message),
        got: SECRETS.has(field) ? '(not shown)' : String(given[field]),
      };
    }),
  );
}
