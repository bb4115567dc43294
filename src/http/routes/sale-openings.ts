import { z } from 'zod';
import { formatInstant } from '../../calendar/china-time.ts';
import { type FirstSaleDay, firstSaleDay, KNOWN_SALE_DAYS } from '../../calendar/presale.ts';
import { type SaleOpening, saleOpening } from '../../calendar/sale-openings.ts';
import { InputError } from '../../errors.ts';
import { telecodeSchema } from '../../seats/schema.ts';
import { resolveStation } from '../../stations/resolve-station.ts';
import type { Station } from '../../stations/schema.ts';
import type { StationTable } from '../../stations/station-table.ts';
import { languageHeaders, languageOf } from '../language.ts';
import { buildOpeningCalendar } from '../opening-calendar.ts';
import { route } from '../route.ts';
import { dateParameter, stationParameter } from './query-schema.ts';

const query = z.strictObject({
  date: dateParameter,
  station: stationParameter.optional().describe('the boarding station; without one opensAt is null'),
  channel: z
    .enum(['online', 'window'], 'online or window')
    .default('online')
    .describe('12306, or a station window (two days later until January 2021)'),
});

const answer = z.object({
  travelDate: z.string().describe('day of boarding'),
  station: z.object({ telecode: telecodeSchema, name: z.string() }).nullable(),
  channel: z.enum(['online', 'window']),
  firstSaleDay: z.string(),
  opensAt: z.string().nullable().describe('null when the day is known and the hour is not'),
  presaleDays: z.int().describe('window of that sale day, counting the sale day'),
  decidedBy: z.enum(['row', 'station-sale-time', 'presale-rule']),
  rule: z.string().nullable(),
  certainty: z.enum(['high', 'medium', 'low']),
  sources: z.array(z.string()),
  note: z.string().optional(),
});

export const saleOpeningsRoute = route({
  path: '/v1/sale-openings',
  summary: 'When tickets for a day go on sale, at a station to the hour',
  tag: 'stations',
  query,
  answer,
  async handle({ query: { date, station: stationText, channel } }, deps) {
    const station = stationText === undefined ? null : resolveStation(deps.stations, stationText, 'station');
    const opening = findOpening(date, channel, station, deps.stations);
    return { json: arrangeOpening(opening, station, channel), cache: 3_600 };
  },
});

export const saleOpeningCalendarRoute = route({
  path: '/v1/sale-openings.ics',
  summary: 'The opening of a sale at a station as a calendar event with an alarm ten minutes before',
  tag: 'stations',
  query: query.extend({ station: stationParameter, lang: z.enum(['zh', 'en'], 'zh or en').optional() }),
  answer: null,
  answerType: 'text/calendar',
  async handle({ query: { date, station: stationText, channel, lang: asked }, request }, deps) {
    const lang = languageOf(asked, request);
    const station = resolveStation(deps.stations, stationText, 'station');
    const { opensAt, rule } = findOpening(date, channel, station, deps.stations);
    if (opensAt === null) throw noRuleKnown(date);
    const event = {
      travelDate: date,
      opensAt,
      rule,
      telecode: station.telecode,
      name: station.name,
      channel,
    };
    return {
      text: buildOpeningCalendar(event, deps.now(), lang),
      type: 'text/calendar; charset=utf-8; method=PUBLISH',
      cache: 3_600,
      headers: {
        ...languageHeaders(lang),
        'Content-Disposition': 'attachment; filename="sale-opening.ics"',
      },
    };
  },
});

/** @throws InputError where no rule is known */
function findOpening(
  date: string,
  channel: 'online' | 'window',
  station: Station | null,
  stations: StationTable,
): SaleOpening {
  const times = station === null ? null : saleTimesOf(station, stations, firstSaleDay(date, channel));
  const opening = saleOpening({ travelDate: date, channel, ...(times === null ? {} : { station: times }) });
  if (opening === null) throw noRuleKnown(date);
  return opening;
}

function saleTimesOf({ telecode }: Station, stations: StationTable, first: FirstSaleDay | null) {
  const source = first === null ? '' : stations.saleTimeSourceOn(telecode, first.firstSaleDay);
  return { saleTimeOn: (day: string) => stations.saleTimeOn(telecode, day), source };
}

function arrangeOpening(opening: SaleOpening, station: Station | null, channel: 'online' | 'window') {
  return {
    ...opening,
    station: station === null ? null : { telecode: station.telecode, name: station.name },
    channel,
    opensAt: opening.opensAt === null ? null : formatInstant(opening.opensAt),
  };
}

function noRuleKnown(date: string): InputError {
  const { first, last } = KNOWN_SALE_DAYS;
  return new InputError('no-rule-known', [
    {
      field: 'date',
      expected: `a travel date whose sale began between ${first} and ${last}`,
      got: date,
      hint: 'inside those dates the first days of January 2013 are not known either',
    },
  ]);
}
