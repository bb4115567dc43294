import { z } from 'zod';
import type { SaleTimeListing } from '../stations/schema.ts';
import { excerpt, type FailureSign } from './failures.ts';
import { parseJsonText } from './json-text.ts';
import type { ParsedList } from './station-list.ts';

/** Beside `/otn/`, not below it. */
export const SALE_TIMES_JSON_PATH = '../index/otn/index12306/queryAllCacheSaleTime';
export const SALE_TIMES_SCRIPT_PATH = 'resources/js/query/qss.js';
/** The last day on which qss.js was brought up to date (PROTOCOL.md 1.4); later it would tell old times. */
export const SALE_TIMES_SCRIPT_UNTIL = '2021-05-18';

const CLOCK = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** Shape after the field names that a crawler reads; no raw answer is at hand (PROTOCOL.md 1.4). */
const answerSchema = z.object({
  data: z.array(
    z.object({
      station_name: z.string().min(1),
      station_telecode: z.string().regex(/^[A-Z]{3}$/),
      sale_time: z.string().regex(/^(?:(?:[01]\d|2[0-3])[0-5]\d)?$/),
    }),
  ),
});

/**
 * Reads a list of sale times in either form: `var citys = {"太原":"14:30", …}` of qss.js, or the JSON of
 * queryAllCacheSaleTime with `HHMM`. A station whose time is blank is left out. All else can be read or nothing is
 * given; a list without stations is `empty-list`. Never throws.
 */
export function parseSaleTimeList(text: string): ParsedList<SaleTimeListing> {
  const script = /^\s*var\s+citys\s*=\s*\{([\s\S]*)\}\s*;?\s*$/.exec(text)?.[1];
  const list = script === undefined ? parseJsonList(text) : parseScript(script);
  if (list === null) return failure('list-unreadable', excerpt(text));
  return list.length === 0 ? failure('empty-list', 'no station has a sale time') : { kind: 'list', list };
}

/** One `"name":"HH:MM"` a line, parted by commas; the last may have one behind it. */
function parseScript(inside: string): SaleTimeListing[] | null {
  const items = inside.split(',').map((item) => item.trim());
  if (items.at(-1) === '') items.pop();
  const list = new Map<string, SaleTimeListing>();
  for (const item of items) {
    const [, name = '', time = ''] = /^"([^"]+)"\s*:\s*"([^"]*)"$/.exec(item) ?? [];
    if (name === '' || !CLOCK.test(time)) return null;
    // The list of 2021-01-01 has four stations twice, with the same time.
    if ((list.get(name)?.time ?? time) !== time) return null;
    list.set(name, { telecode: null, name, time });
  }
  return [...list.values()];
}

function parseJsonList(text: string): SaleTimeListing[] | null {
  const parsed = answerSchema.safeParse(parseJsonText(text));
  if (!parsed.success) return null;
  return parsed.data.data
    .filter((entry) => entry.sale_time !== '')
    .map(({ station_name: name, station_telecode: telecode, sale_time: time }) => ({
      telecode,
      name,
      time: `${time.slice(0, 2)}:${time.slice(2)}`,
    }));
}

function failure(sign: FailureSign, seen: string): ParsedList<never> {
  return { kind: 'failure', sign, seen };
}
