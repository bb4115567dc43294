import { describe, expect, it } from 'vitest';
import { type Instant, parseInstant } from '../../src/calendar/china-time.ts';
import { isUnderMaintenance, SERVICE_HOURS } from '../../src/calendar/service-hours.ts';

const at = (text: string) => parseInstant(text) as Instant;

describe('the maintenance of 12306', () => {
  it.each([
    ['2021-01-12T23:30:00', false, 'in January 2021 it is open to 23:30'],
    ['2021-01-12T23:30:01', true, 'and shut a second later'],
    ['2021-01-13T04:59:59', true, 'until 05:00'],
    ['2021-01-13T05:00:00', false, 'when it opens'],
    ['2026-11-23T00:59:59', false, 'since 2021-07-31 it is open past midnight'],
    ['2026-11-23T01:00:00', false, 'to 01:00'],
    ['2026-11-23T01:00:01', true, 'and shut then'],
    ['2026-11-24T23:30:00', false, 'on a Tuesday to 23:30'],
    ['2026-11-24T23:30:01', true, 'and not a second longer'],
    ['2026-11-25T00:30:00', true, 'nor after midnight'],
    ['2026-11-25T05:00:00', false, 'until Wednesday 05:00'],
    ['2026-11-25T23:59:59', false, 'while on a Wednesday it goes on'],
    ['2015-05-05T06:30:00', true, 'to 2015-05-05 it opened at 07:00'],
    ['2015-05-06T06:30:00', false, 'and from the next day at 06:00'],
    ['2012-01-01T03:00:00', false, 'of a day without a known rule nothing is said'],
  ])('%s: %s (%s)', (text, expected) => {
    expect(isUnderMaintenance(SERVICE_HOURS, at(text))).toBe(expected);
  });

  it('never holds for a source without hours', () => {
    expect(isUnderMaintenance([], at('2026-11-25T03:00:00'))).toBe(false);
  });
});
