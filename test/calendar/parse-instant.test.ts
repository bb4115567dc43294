import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { CHINA_ZONE, parseInstant } from '../../src/calendar/china-time.ts';

const two = (most: number) =>
  fc.integer({ min: 0, max: most }).map((value) => String(value).padStart(2, '0'));

describe('an instant as people write it', () => {
  it('is read as luxon reads it, impossible days and hours too', () => {
    const text = fc
      .tuple(
        fc.integer({ min: 1990, max: 2099 }),
        two(13),
        two(32),
        fc.constantFrom('T', ' '),
        two(25),
        two(61),
        two(61),
      )
      .map(
        ([year, month, day, between, hour, minute, second]) =>
          `${year}-${month}-${day}${between}${hour}:${minute}:${second}`,
      );
    fc.assert(
      fc.property(text, fc.constantFrom('', '+08:00', 'Z', '+09:00', '.5'), (written, end) => {
        const read = DateTime.fromISO(`${written.replace(' ', 'T')}${end}`, { zone: CHINA_ZONE });
        expect(parseInstant(written + end)).toBe(read.isValid ? read.toMillis() : null);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    '2021-02-11T10:00+99:99',
    '2021-02-11T10:00+14:01',
    '2021-02-11T10:00+08:60',
    '2021-02-11T10:00Z[Asia/Shanghai]',
    '2021-02-11T10:00+08:00[Europe/Paris]',
    '2021-02-11T10:00 Beijing',
    '0001-01-01T00:00',
    '1989-12-31T23:59',
    '9999-12-31T10:00',
    '２021-02-11T10:00',
  ])('%j is none: no such offset, zone or year is taken for another', (text) => {
    expect(parseInstant(text)).toBeNull();
  });
});
