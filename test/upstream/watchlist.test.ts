import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Instant, parseInstant } from '../../src/calendar/china-time.ts';
import { type Fault, InputError } from '../../src/errors.ts';
import { createStationTable } from '../../src/stations/station-table.ts';
import { buildFixedWatchlist, buildWatchlist, parseWatchlist } from '../../src/upstream/watchlist.ts';
import { DEFAULT_RELATIONS, DEFAULT_WATCHLIST } from '../../src/upstream/watchlist-default.data.ts';
import { buildWatchlistJsonSchema } from '../../src/upstream/watchlist-schema.ts';

const NOW = parseInstant('2021-01-12T23:59:59') as Instant;
const PAIR = { from: 'TNV', to: 'HGH' };
const stations = createStationTable();

const parse = (file: object) => parseWatchlist(JSON.stringify(file), stations);
const pairsOf = (file: object) =>
  parse({ dates: ['2021-02-09'], ...file })
    .entries(NOW)
    .map(({ pair }) => `${pair.from}-${pair.to}`);
const daysOf = (dates: unknown, now = NOW) =>
  parse({ pairs: [PAIR], dates })
    .entries(now)
    .map((watch) => watch.travelDate);

function faultsOf(text: string): Fault[] {
  try {
    parseWatchlist(text, stations);
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as InputError).faults;
  }
  throw new Error('expected the watchlist to be refused');
}

describe('the days of a watchlist', () => {
  it('may be named; those gone by drop out', () => {
    expect(daysOf(['2021-01-11', '2021-01-12', '2021-02-09'])).toEqual(['2021-01-12', '2021-02-09']);
  });

  it('may count from the China day of the clock', () => {
    expect(daysOf({ daysAhead: [0, 2] })).toEqual(['2021-01-12', '2021-01-13', '2021-01-14']);
  });

  it('may count from New Year’s Day of a season', () => {
    expect(daysOf({ season: 2021, lunarOffsets: [-1, 1] })).toEqual([
      '2021-02-11',
      '2021-02-12',
      '2021-02-13',
    ]);
  });

  it('may follow the season that is not over, over the years', () => {
    const current = { season: 'current', lunarOffsets: [-1, 1] };
    expect(daysOf(current)).toEqual(['2021-02-11', '2021-02-12', '2021-02-13']);
    const lastDay = parseInstant('2021-02-13T12:00') as Instant;
    expect(daysOf(current, lastDay)).toEqual(['2021-02-13']);
    expect(daysOf(current, lastDay + 86_400_000)).toEqual(['2022-01-31', '2022-02-01', '2022-02-02']);
  });

  it('may be all of these together, each day once and in order', () => {
    const dates = ['2021-02-20', { daysAhead: [0, 1] }, { season: 2021, lunarOffsets: [0, 0] }, '2021-02-12'];
    expect(daysOf(dates)).toEqual(['2021-01-12', '2021-01-13', '2021-02-12', '2021-02-20']);
  });
});

describe('the pairs of a watchlist', () => {
  it('keep the classes that matter', () => {
    const [first, second] = parse({
      pairs: [
        { ...PAIR, classes: ['O', 'M'] },
        { from: 'TNV', to: 'BJP' },
      ],
      dates: ['2021-02-09'],
    }).entries(NOW);
    expect(first?.seatClasses).toEqual(['O', 'M']);
    expect(second?.seatClasses).toBeUndefined();
  });

  it('are all pairs along a corridor in the order of travel, and back where it says so', () => {
    const corridor = ['TYV', 'SJP', 'BJP'];
    expect(pairsOf({ corridors: [{ corridor }] })).toEqual(['TYV-SJP', 'TYV-BJP', 'SJP-BJP']);
    expect(pairsOf({ corridors: [{ corridor, bothWays: true }] }).sort()).toEqual(
      ['TYV-SJP', 'TYV-BJP', 'SJP-BJP', 'SJP-TYV', 'BJP-TYV', 'BJP-SJP'].sort(),
    );
  });

  it('are asked once where corridors cross, stop twice in a city or repeat what a pair covers', () => {
    const corridors = [{ corridor: ['TNV', 'NKH', 'NJH', 'SHH'] }, { corridor: ['TYV', 'NJH', 'AOH'] }];
    expect(pairsOf({ pairs: [{ from: 'TYV', to: 'NJH' }], corridors })).toEqual([
      'TYV-NJH',
      'TNV-SHH',
      'NKH-SHH',
    ]);
  });

  it('of the same two cities are allowed, and somebody hears that they ask for the same rows', () => {
    const list = parse({ pairs: [PAIR, { from: 'TYV', to: 'HZH' }], dates: ['2021-02-09'] });
    expect(list.entries(NOW)).toHaveLength(2);
    expect(list.notices?.join()).toContain('TYV-HZH');
  });

  it('of a fixed list drop out with their days', () => {
    const list = buildFixedWatchlist([
      { pair: PAIR, travelDate: '2021-01-11' },
      { pair: PAIR, travelDate: '2021-01-12' },
    ]);
    expect(list.entries(NOW)).toHaveLength(1);
  });
});

describe('a watchlist is refused, naming the place, with', () => {
  it.each([
    ['no JSON', '{', 'WATCHLIST'],
    ['a telecode that is none', { pairs: [{ from: 'Taiyuan', to: 'HGH' }] }, 'WATCHLIST pairs.0.from'],
    ['no pairs', { pairs: [] }, 'WATCHLIST pairs'],
    ['neither pairs nor corridors', {}, 'WATCHLIST pairs'],
    ['a station nobody knows', { pairs: [{ from: 'QQQ', to: 'HGH' }] }, 'WATCHLIST pairs.0.from'],
    ['from and to the same', { pairs: [{ from: 'TNV', to: 'TNV' }] }, 'WATCHLIST pairs.0'],
    ['a pair twice', { pairs: [PAIR, { from: 'TNV', to: 'BJP' }, PAIR] }, 'WATCHLIST pairs.2'],
    ['a class nobody knows', { pairs: [{ ...PAIR, classes: ['O', 'X'] }] }, 'WATCHLIST pairs.0.classes.1'],
    [
      'a corridor through an unknown station',
      { corridors: [{ corridor: ['TNV', 'QQQ'] }] },
      'WATCHLIST corridors.0.corridor.1',
    ],
    [
      'a corridor that comes back',
      { corridors: [{ corridor: ['TNV', 'SJP', 'TNV'] }] },
      'WATCHLIST corridors.0.corridor',
    ],
    ['a day that does not exist', { pairs: [PAIR], dates: ['2021-02-29'] }, 'WATCHLIST dates.0'],
    [
      'days the wrong way round',
      { pairs: [PAIR], dates: { daysAhead: [3, 1] } },
      'WATCHLIST dates.daysAhead',
    ],
    [
      'a season nobody knows',
      { pairs: [PAIR], dates: { season: 1999, lunarOffsets: [0, 1] } },
      'WATCHLIST dates.season',
    ],
    ['days of another kind', { pairs: [PAIR], dates: 'tomorrow' }, 'WATCHLIST dates'],
    ['a schedule nobody knows', { pairs: [PAIR], schedule: 'often' }, 'WATCHLIST schedule'],
    ['a key that nobody knows', { pairs: [PAIR], every: 5 }, 'WATCHLIST (top)'],
  ])('%s', (_, file, field) => {
    const text = typeof file === 'string' ? file : JSON.stringify({ dates: ['2021-02-09'], ...file });
    expect(faultsOf(text).map((fault) => fault.field)).toContain(field);
  });

  it('all its faults at once, and the stations that come near', () => {
    const faults = faultsOf(
      JSON.stringify({
        pairs: [
          { from: '太原南', to: 'HGH' },
          { from: 'QQQ', to: 'HGH' },
          PAIR,
          PAIR,
          { from: 'BJP', to: 'BJP' },
        ],
        dates: ['2021-02-30'],
      }),
    );
    expect(faults.map((fault) => fault.field).sort()).toEqual([
      'WATCHLIST dates.0',
      'WATCHLIST pairs.0.from',
      'WATCHLIST pairs.1.from',
      'WATCHLIST pairs.3',
      'WATCHLIST pairs.4',
    ]);
    expect(faults.find((fault) => fault.field === 'WATCHLIST pairs.0.from')?.hint).toContain('TNV');
  });
});

describe('the default watchlist', () => {
  it('has forty pairs and more, every one known and of cities of its own', () => {
    const list = parse(DEFAULT_WATCHLIST);
    expect(DEFAULT_WATCHLIST.pairs?.length).toBeGreaterThanOrEqual(40);
    expect(list.notices).toEqual([]);
    for (const { from, to, fromName, toName } of DEFAULT_RELATIONS) {
      expect(stations.byTelecode(from)?.name).toBe(fromName);
      expect(stations.byTelecode(to)?.name).toBe(toName);
    }
  });

  it('has Taiyuan’s relations among them, both ways', () => {
    const pairs = new Set(
      buildWatchlist(DEFAULT_WATCHLIST)
        .entries(NOW)
        .map(({ pair }) => `${pair.from}-${pair.to}`),
    );
    for (const other of ['HGH', 'NKH', 'SHH', 'BJP', 'TJP', 'QDK']) {
      expect(pairs.has(`TNV-${other}`) && pairs.has(`${other}-TNV`)).toBe(true);
    }
  });
});

describe('watchlist.schema.json', () => {
  it('is what the schema that reads the file says', () => {
    const published = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../watchlist.schema.json'), 'utf8'),
    );
    expect(published).toEqual(buildWatchlistJsonSchema());
  });
});
