import { isCivilDate } from '../calendar/china-time.ts';
import { excerpt } from './failures.ts';

/** 0-based places in the pipe-delimited row (PROTOCOL.md 2.1). Later columns came over the years. */
export const COLUMN = {
  buttonText: 1,
  trainNo: 2,
  trainCode: 3,
  start: 4,
  end: 5,
  origin: 6,
  destination: 7,
  departureTime: 8,
  arrivalTime: 9,
  duration: 10,
  canWebBuy: 11,
  originDate: 13,
  controlled: 19,
  firstSeat: 20,
  standing: 26,
  lastSeat: 33,
  ypEx: 34,
  seatTypes: 35,
  exchangeFlag: 36,
  waitlistFlag: 37,
  waitlistLimit: 38,
  ypInfo: 39,
  saleStatus: 40,
  saleTime: 55,
} as const;

/** 36 columns since October 2017; 58 in 2026. Columns 36 and later are read where they are there. */
export const LEAST_COLUMNS = 36;

/** Why a row cannot be read. */
export interface ColumnFault {
  column: number;
  expected: string;
  got: string;
}

const TELECODE = /^[A-Z]{3}$/;
/** Real times, `24:00` of suspended trains, and the dashes the page prints for a time that is withheld. */
const TIME = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00|-{2,5})$/;
const FLAG = /^\d?$/;
const SEAT_CODES = /^[1-9A-Z]*$/;

interface ColumnRule {
  column: number;
  expected: string;
  fits(text: string): boolean;
}

/**
 * What each column we rely on must look like. Together they also betray a row whose columns have shifted by
 * one: the texts of columns 34 to 40 do not fit their neighbours' places.
 */
const RULES: readonly ColumnRule[] = [
  matching(COLUMN.trainNo, 'a train_no', /^[0-9A-Za-z/]{6,20}$/),
  matching(COLUMN.trainCode, 'a train code', /^[A-Z]?\d{1,5}$/),
  matching(COLUMN.start, 'a telecode', TELECODE),
  matching(COLUMN.end, 'a telecode', TELECODE),
  matching(COLUMN.origin, 'a telecode', TELECODE),
  matching(COLUMN.destination, 'a telecode', TELECODE),
  matching(COLUMN.departureTime, 'HH:MM', TIME),
  matching(COLUMN.arrivalTime, 'HH:MM', TIME),
  matching(COLUMN.duration, 'a duration HH:MM', /^(?:\d{2,3}:[0-5]\d|-{2,5})$/),
  matching(COLUMN.canWebBuy, 'Y, N or IS_TIME_NOT_BUY', /^(?:Y|N|IS_TIME_NOT_BUY)$/),
  { column: COLUMN.originDate, expected: 'yyyymmdd', fits: isDate },
  matching(COLUMN.controlled, 'a flag', FLAG),
  ...Array.from({ length: COLUMN.lastSeat - COLUMN.firstSeat + 1 }, (_, place) => ({
    column: COLUMN.firstSeat + place,
    expected: 'a short seat token',
    fits: isSeatToken,
  })),
  matching(COLUMN.ypEx, 'pairs of seat code and flag', /^(?:[0-9A-Z]\d)*$/),
  matching(COLUMN.seatTypes, 'seat codes', SEAT_CODES),
  matching(COLUMN.exchangeFlag, 'a flag', FLAG),
  matching(COLUMN.waitlistFlag, 'a flag', FLAG),
  matching(COLUMN.waitlistLimit, 'seat codes', SEAT_CODES),
  matching(COLUMN.ypInfo, 'items of ten characters', /^(?:[0-9A-Z]\d{9})*$/),
  matching(COLUMN.saleStatus, 'a status such as 0, 2@… or 4@12@45@', /^(?:\d{1,2}(?:@.*)?)?$/),
  { column: COLUMN.saleTime, expected: 'yyyyMMddHHmm', fits: isSaleTime },
];

/**
 * Splits a row and checks it column by column. Gives the columns, a literal `null` in them emptied, or the
 * first column that does not fit.
 */
export function parseColumns(row: string): { columns: string[] } | { fault: ColumnFault } {
  const columns = row.split('|').map((text) => (text === 'null' ? '' : text));
  if (columns.length < LEAST_COLUMNS) {
    return {
      fault: { column: columns.length, expected: `${LEAST_COLUMNS} columns or more`, got: 'the end' },
    };
  }
  const broken = RULES.find((rule) => {
    const text = columns[rule.column];
    return text !== undefined && !rule.fits(text);
  });
  if (broken === undefined) return { columns };
  const got = excerpt(columns[broken.column] ?? '', 24);
  return { fault: { column: broken.column, expected: broken.expected, got: `"${got}"` } };
}

/** yyyymmdd as YYYY-MM-DD; any other text comes back as something that is no date. */
export function dashDate(text: string): string {
  return text.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
}

function isDate(text: string): boolean {
  return /^\d{8}$/.test(text) && isCivilDate(dashDate(text));
}

function isSaleTime(text: string): boolean {
  const time = /^(\d{8})(?:[01]\d|2[0-4])[0-5]\d$/.exec(text);
  return text === '' || (time !== null && isDate(time[1] ?? ''));
}

/** A token may be new, but not longer than any word that fits the page, and no neighbour's code list. */
function isSeatToken(text: string): boolean {
  return text.length <= 8 && !/^(?:[1-9A-Z][01]){3,}$/.test(text) && !/\p{Cc}/u.test(text);
}

function matching(column: number, expected: string, pattern: RegExp): ColumnRule {
  return { column, expected, fits: (text) => pattern.test(text) };
}
