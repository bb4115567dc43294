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
import { openedAtOf } from '../train-lookups.ts';
import {
  checkAsOf,
  dateParameter,
  instantParameter,
  stationParameter,
  wholeNumberParameter,
} from './query-schema.ts';

const MOST_ENTRIES = 500;
const query = z.strictObject({
  from: stationParameter.optional(),
  to: stationParameter.optional(),
  date: dateParameter.optional(),
  asOf: instantParameter.optional().describe('what was known at that time; default: now'),
  format: z.enum(['json', 'csv'], 'json or csv').optional().describe('default: json'),
  limit: wholeNumberParameter(1, MOST_ENTRIES)
    .optional()
    .describe(
      `entries in one answer, at most ${MOST_ENTRIES}; default: 100, as CSV ${MOST_ENTRIES}; Link names the next page`,
    ),
  offset: wholeNumberParameter(0, 1_000_000).optional().describe('entries to pass over; default: 0'),
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
  answerType: 'text/csv',
  async handle({ query: asked, request }, deps) {
    checkAsOf(asked.asOf, deps.now());
    const now = asked.asOf ?? deps.now();
    const { limit = asked.format === 'csv' ? MOST_ENTRIES : 100, offset = 0 } = asked;
    const watches = chooseWatches(deps, asked);
    const entries = await Promise.all(
      watches.slice(offset, offset + limit).map((watch) => readEntry(deps, watch, now, asked.asOf)),
    );
    const next = nextPage(request.originalUrl, offset + limit, watches.length);
    if (asked.format === 'csv') {
      const text = formatCoverageCsv(entries, deps.provenance);
      const file = { 'Content-Disposition': 'attachment; filename="yupiao-coverage.csv"' };
      return { text, type: 'text/csv; charset=utf-8', cache: 5, headers: { ...next, ...file } };
    }
    const json = {
      asOf: formatInstant(now),
      provenance: deps.provenance,
      total: watches.length,
      offset,
      entries,
    };
    return { json, cache: 5, headers: next };
  },
});

/** The Link header to the entries that did not fit; none when all did. */
function nextPage(url: string, offset: number, total: number): Record<string, string> {
  if (offset >= total) return {};
  const address = new URL(url, 'http://here');
  address.searchParams.set('offset', String(offset));
  return { Link: `<${address.pathname}${address.search}>; rel="next"` };
}

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
  const given = Object.entries({ from: asked.from, to: asked.to, date: asked.date }).filter(
    ([, value]) => value !== undefined,
  );
  throw new InputError('unwatched-pair', [
    {
      field: given.map(([name]) => name).join(', '),
      expected: 'pairs and dates that are watched (without parameters: all of them)',
      got: given.map(([, value]) => value).join(' '),
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
      openedAt: openedAtOf(watch, deps.stations),
    }),
  };
}
