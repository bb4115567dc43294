import { z } from 'zod';
import { civilDateOf } from '../../calendar/china-time.ts';
import { InputError } from '../../errors.ts';
import { telecodeSchema } from '../../seats/schema.ts';
import { describeNearMatches } from '../../stations/resolve-station.ts';
import type { Station } from '../../stations/schema.ts';
import type { HttpDeps } from '../http-deps.ts';
import { route } from '../route.ts';
import { wholeNumberParameter } from './query-schema.ts';

const stationAnswer = z.object({
  telecode: telecodeSchema,
  name: z.string(),
  pinyin: z.string(),
  initials: z.string(),
  city: z.string(),
  sameCity: z
    .array(telecodeSchema)
    .describe('stations 12306 answers for together with this one, itself among them'),
  saleTime: z
    .string()
    .nullable()
    .describe('HH:MM in China at which tickets go on sale today; null when not known'),
});
type StationAnswer = z.infer<typeof stationAnswer>;

const MOST_STATIONS = 50;
const USUAL_STATIONS = 10;

const TEXT = 'a name, pinyin, initials or telecode';
const TELECODES = `at most ${MOST_STATIONS} telecodes with commas between (TNV,HGH)`;

const searchQuery = z
  .strictObject({
    q: z
      .string(TEXT)
      .trim()
      .min(1, TEXT)
      .max(40, 'a text of at most 40 characters')
      .optional()
      .describe('Chinese name, pinyin, initials or telecode'),
    telecodes: z
      .string(TELECODES)
      .regex(new RegExp(`^[A-Z]{3}(,[A-Z]{3}){0,${MOST_STATIONS - 1}}$`), TELECODES)
      .optional()
      .describe('instead of q: these very stations, in this order; those that nobody knows are left out'),
    limit: wholeNumberParameter(1, MOST_STATIONS)
      .optional()
      .describe(`how many at most, 1 to ${MOST_STATIONS}; usually ${USUAL_STATIONS}`),
  })
  .refine(({ q, telecodes }) => (q === undefined) !== (telecodes === undefined), {
    path: ['q'],
    message: `${TEXT}, or telecodes instead`,
  });

export const stationsRoute = route({
  path: '/v1/stations',
  summary:
    'Stations by Chinese name, pinyin, initials or telecode, best match first; or those of a list of telecodes',
  tag: 'stations',
  query: searchQuery,
  answer: z.object({ stations: z.array(stationAnswer) }),
  async handle({ query: { q, telecodes, limit = USUAL_STATIONS } }, deps) {
    const found =
      q === undefined
        ? (telecodes ?? '').split(',').flatMap((code) => deps.stations.byTelecode(code) ?? [])
        : deps.stations.search(q, limit);
    return { json: { stations: found.map((station) => arrangeStation(station, deps)) }, cache: 300 };
  },
});

export const stationRoute = route({
  path: '/v1/stations/:telecode',
  summary: 'One station by its telecode',
  tag: 'stations',
  params: z.strictObject({
    telecode: z.string().trim().max(40, 'a telecode of three letters').describe('three letters, e.g. TNV'),
  }),
  answer: stationAnswer,
  async handle({ params: { telecode } }, deps) {
    const station = deps.stations.byTelecode(telecode.toUpperCase());
    if (station === undefined) throw noSuchStation(telecode, deps);
    return { json: arrangeStation(station, deps), cache: 300 };
  },
});

function arrangeStation(station: Station, deps: HttpDeps): StationAnswer {
  const { telecode, name, pinyin, initials, city } = station;
  const sameCity = deps.stations.sameCity(telecode).map((other) => other.telecode);
  const saleTime = deps.stations.saleTimeOn(telecode, civilDateOf(deps.now()));
  return { telecode, name, pinyin, initials, city, sameCity, saleTime };
}

function noSuchStation(telecode: string, { stations }: HttpDeps): InputError {
  const fault = { field: 'telecode', expected: 'the telecode of a station (TNV)', got: telecode };
  const hint = describeNearMatches(stations, telecode);
  return new InputError('not-found', [hint === null ? fault : { ...fault, hint }]);
}
