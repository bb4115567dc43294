import { z } from 'zod';
import { formatInstant } from '../../calendar/china-time.ts';
import { InputError } from '../../errors.ts';
import { provenanceSchema, telecodeSchema, type Watch } from '../../seats/schema.ts';
import { resolveStation } from '../../stations/resolve-station.ts';
import { arrangeCoverage } from '../arrange-coverage.ts';
import { coverageSchema, instantSchema } from '../availability-schema.ts';
import { formatCoverageCsv } from '../coverage-csv.ts';
import { telecodesOf } from '../find-watch.ts';
import type { HttpDeps } from '../http-deps.ts';
import { route } from '../route.ts';
import { dateParameter, instantParameter, stationParameter } from './query-schema.ts';

const MOST_ENTRIES = 500;
const wholeNumber = (min: number, max: number) =>
  z.coerce
    .number(`a whole number from ${min} to ${max}`)
    .int(`a whole number from ${min} to ${max}`)
    .min(min, `a whole number from ${min} to ${max}`)
    .max(max, `a whole number from ${min} to ${max}`);

const query = z.strictObject({
  from: stationParameter.optional(),
  to: stationParameter.optional(),
  date: dateParameter.optional(),
  asOf: instantParameter.optional().describe('what was known at that time; default: now'),
  format: z.enum(['json', 'csv'], 'json or csv').optional().describe('default: json'),
  limit: wholeNumber(1, MOST_ENTRIES)
    .optional()
    .describe(`entries in one answer, at most ${MOST_ENTRIES}; default: 100`),
  offset: wholeNumber(0, 1_000_000).optional().describe('entries to pass over; default: 0'),
});

const entrySchema = z.object({
  origin: z.object({ telecode: telecodeSchema, name: z.string() }),
  destination: z.object({ telecode: telecodeSchema, name: z.string() }),
  date: z.string(),
  coverage: coverageSchema,
});
type CoverageEntry = z.infer<typeof entrySchema>;

export const coverageRoute = route({
  path: '/v1/coverage',
  summary:
    'How well each watched pair and date was looked at: polls planned and done, and every gap with its reason',
  tag: 'seats',
  query,
  answer: z.object({
    asOf: instantSchema,
    provenance: provenanceSchema,
    total: z.int().describe('watched pairs and dates that fit the question'),
    offset: z.int(),
    entries: z.array(entrySchema),
  }),
  async handle({ query: asked }, deps) {
    const now = asked.asOf ?? deps.now();
    const { limit = 100, offset = 0 } = asked;
    const watches = chooseWatches(deps, asked);
    const entries = await Promise.all(
      watches.slice(offset, offset + limit).map((watch) => readEntry(deps, watch, now, asked.asOf)),
    );
    if (asked.format === 'csv') {
      const text = formatCoverageCsv(entries, deps.provenance);
      return { text, type: 'text/csv; charset=utf-8', cache: 5 };
    }
    const json = {
      asOf: formatInstant(now),
      provenance: deps.provenance,
      total: watches.length,
      offset,
      entries,
    };
    return { json, cache: 5 };
  },
});

/** All that is watched, or what of it lies between the two cities, on the day asked. */
function chooseWatches(
  deps: HttpDeps,
  asked: { from?: string | undefined; to?: string | undefined; date?: string | undefined },
): Watch[] {
  const city = (name: string | undefined, field: string) =>
    name === undefined ? null : telecodesOf(deps.stations, resolveStation(deps.stations, name, field));
  const [from, to] = [city(asked.from, 'from'), city(asked.to, 'to')];
  const chosen = deps.watchlist
    .entries(deps.now())
    .filter(
      ({ pair, travelDate }) =>
        (from === null || from.has(pair.from)) &&
        (to === null || to.has(pair.to)) &&
        (asked.date === undefined || asked.date === travelDate),
    );
  if (chosen.length > 0) return chosen;
  throw new InputError('unwatched-pair', [
    {
      field: 'from, to, date',
      expected: 'pairs and dates that are watched (without parameters: all of them)',
      got: [asked.from, asked.to, asked.date].filter((one) => one !== undefined).join(' '),
    },
  ]);
}

async function readEntry(
  deps: HttpDeps,
  watch: Watch,
  now: number,
  asOf: number | undefined,
): Promise<CoverageEntry> {
  const { pair, travelDate } = watch;
  const station = (telecode: string) => ({
    telecode,
    name: deps.stations.byTelecode(telecode)?.name ?? telecode,
  });
  return {
    origin: station(pair.from),
    destination: station(pair.to),
    date: travelDate,
    coverage: arrangeCoverage(await deps.readCoverage(watch, asOf), {
      now,
      intervalMs: deps.pollIntervalMs,
    }),
  };
}
