import { describe, expect, it } from 'vitest';
import { type Instant, parseInstant } from '../../src/calendar/china-time.ts';
import { InputError } from '../../src/errors.ts';
import { buildFixedWatchlist, parseWatchlist } from '../../src/upstream/watchlist.ts';

const NOW = parseInstant('2021-01-12T23:59:59') as Instant;
const PAIR = { from: 'TNV', to: 'HGH' };

describe('a watchlist', () => {
  it('watches every pair on every named day that has not gone by', () => {
    const list = parseWatchlist(
      JSON.stringify({ pairs: [PAIR], dates: ['2021-01-11', '2021-01-12', '2021-02-09'] }),
    );
    expect(list.entries(NOW).map((watch) => watch.travelDate)).toEqual(['2021-01-12', '2021-02-09']);
  });

  it('counts days ahead from the China day of the clock', () => {
    const list = parseWatchlist(JSON.stringify({ pairs: [PAIR], dates: { daysAhead: [0, 2] } }));
    expect(list.entries(NOW).map((watch) => watch.travelDate)).toEqual([
      '2021-01-12',
      '2021-01-13',
      '2021-01-14',
    ]);
  });

  it('drops days gone by from a fixed list', () => {
    const list = buildFixedWatchlist([
      { pair: PAIR, travelDate: '2021-01-11' },
      { pair: PAIR, travelDate: '2021-01-12' },
    ]);
    expect(list.entries(NOW)).toHaveLength(1);
  });

  it.each([
    ['no JSON', '{', 'WATCHLIST'],
    [
      'a telecode that is none',
      '{"pairs":[{"from":"Taiyuan","to":"HGH"}],"dates":["2021-02-09"]}',
      'WATCHLIST pairs.0.from',
    ],
    ['no pairs', '{"pairs":[],"dates":["2021-02-09"]}', 'WATCHLIST pairs'],
    [
      'a day that does not exist',
      '{"pairs":[{"from":"TNV","to":"HGH"}],"dates":["2021-02-29"]}',
      'WATCHLIST dates.0',
    ],
    [
      'a key that nobody knows',
      '{"pairs":[{"from":"TNV","to":"HGH"}],"dates":["2021-02-09"],"every":5}',
      'WATCHLIST (top)',
    ],
  ])('with %s is refused, naming the place', (_, text, field) => {
    try {
      parseWatchlist(text);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
      expect((error as InputError).faults.map((fault) => fault.field)).toContain(field);
    }
  });
});
