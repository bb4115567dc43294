import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Instant, parseInstant } from '../../src/calendar/china-time.ts';
import { compareVolumes } from '../../src/demand/compare-volumes.ts';
import type { BoardRowAnswer } from '../../src/http/board-schema.ts';
import type { HistoryAnswer } from '../../src/http/history-schema.ts';
import type { Availability } from '../../src/seats/schema.ts';
import { classesOf, filterRows, nextToRunOut, parseFilters } from '../../src/web/app/board/filter-rows.ts';
import { arrangeHistory, PLENTY_LEVEL } from '../../src/web/app/find/history-points.ts';
import { firstQuestion, offeredStations } from '../../src/web/app/find/offered.ts';
import { firstLanguage } from '../../src/web/app/first-language.ts';
import { buildAddress, parsePlace } from '../../src/web/app/places.ts';
import { arrangeFeeLine } from '../../src/web/app/refund/arrange-fee-line.ts';
import { quoteAddress, rebookingAddress } from '../../src/web/app/refund/ticket.ts';
import { buildCsv, buildVolumesCsv } from '../../src/web/app/years/build-csv.ts';
import { writeCitation, writeEmbed } from '../../src/web/app/years/citation.ts';
import { parseYear, seasonAt } from '../../src/web/app/years/season-choice.ts';
import { writeVolumeSentence } from '../../src/web/app/years/volume-sentence.ts';

const at = (text: string) => parseInstant(text) as Instant;

describe('an address', () => {
  it.each([
    ['/', 'home', null],
    ['/board', 'board', null],
    ['/board/tnv', 'board', 'TNV'],
    ['/board/TNV/?date=2021-02-09', 'board', 'TNV'],
    ['/find?from=TNV', 'find', null],
    ['/years/', 'years', null],
    ['/docs', 'nowhere', null],
    ['/board/TNVX', 'nowhere', null],
  ])('%s is the view %s', (address, view, station) => {
    expect(parsePlace(address)).toMatchObject({ view, station });
  });

  it('gives back every query that it was built from, whatever the texts', () => {
    const texts = fc.dictionary(
      fc.stringMatching(/^[a-z]{1,8}$/),
      fc.string({ minLength: 1, unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(texts, (query) => {
        expect(parsePlace(buildAddress('/find', query)).query).toEqual({ ...query });
      }),
    );
  });

  it('leaves out what is not said', () => {
    expect(buildAddress('/find', { from: 'TNV', to: '', date: null, lang: undefined })).toBe(
      '/find?from=TNV',
    );
  });
});

function row(
  trainCode: string,
  kind: Availability,
  changes: Partial<BoardRowAnswer> = {},
  hours?: number,
): BoardRowAnswer {
  const trend =
    hours === undefined
      ? { kind: 'none', reason: 'plenty' }
      : { kind: 'runsOut', inHours: hours, lower: hours / 2, upper: hours * 2, seatsPerHour: 1 };
  return {
    trainCode,
    departure: '2021-02-09T08:00:00+08:00',
    destination: { telecode: 'HGH', name: '杭州东' },
    seats: [{ class: 'O', availability: kind, waitlist: false, trend, spark: [] }],
    ...changes,
  } as unknown as BoardRowAnswer;
}

describe('the filters of a board', () => {
  const beijing = { telecode: 'BXP', name: '北京西' };
  const rows = [
    row('G1', { kind: 'count', count: 3 }, { departure: '2021-02-09T12:00:00+08:00' }, 5),
    row('G2', { kind: 'plenty' }, { destination: beijing }),
    row('K3', { kind: 'count', count: 9 }, { departure: null }, 2),
  ];
  const codes = (query: Record<string, string>) =>
    filterRows(rows, parseFilters(query)).map((one) => one.trainCode);

  it.each([
    [{}, ['G1', 'G2', 'K3']],
    [{ q: 'g' }, ['G1', 'G2']],
    [{ q: '北京' }, ['G2']],
    [{ low: '1' }, ['G1', 'K3']],
    [{ class: 'M' }, []],
    [{ sort: 'departure' }, ['G2', 'G1', 'K3']],
    [{ sort: 'nonsense' }, ['G1', 'G2', 'K3']],
  ])('%j leaves %j', (query, left) => {
    expect(codes(query as Record<string, string>)).toEqual(left);
  });

  it('find a destination by the name that the reader sees as well', () => {
    const nameOf = ({ telecode }: { telecode: string }) => (telecode === 'BXP' ? 'Beijingxi' : telecode);
    const found = filterRows(rows, parseFilters({ q: 'BEIJING' }), nameOf);
    expect(found.map((one) => one.trainCode)).toEqual(['G2']);
  });

  it('leave the board itself as it came', () => {
    const before = JSON.stringify(rows);
    codes({ sort: 'departure' });
    expect(JSON.stringify(rows)).toBe(before);
  });

  it('know which class runs out next, and that none does', () => {
    expect(nextToRunOut(rows)?.row.trainCode).toBe('K3');
    expect(nextToRunOut([rows[1] as BoardRowAnswer])).toBeNull();
    expect(classesOf(rows, '')).toEqual(['O']);
  });
});

describe('a history as a line', () => {
  const leg = (changes: [string, Availability][]): HistoryAnswer['legs'][number] => ({
    trainNo: 'x',
    origin: 'TNV',
    destination: 'HGH',
    saleOpensAt: null,
    changes: changes.map(([when, availability], index) => ({
      at: when,
      availability,
      waitlist: null,
      firstSeen: index === 0,
    })),
  });
  const answered = (gaps: { from: string; to: string | null }[]) =>
    ({
      until: '2021-01-12T12:00:00+08:00',
      coverage: { gaps: gaps.map((gap) => ({ ...gap, reason: 'down' })) },
    }) as HistoryAnswer;
  const ten = '2021-01-12T10:00:00+08:00';
  const eleven = '2021-01-12T11:00:00+08:00';

  it('begins at the sale opening without a level, and goes on from a first look to now', () => {
    const opened = { ...leg([[eleven, { kind: 'plenty' }]]), saleOpensAt: ten };
    const [opening, first, now] = ['10:00', '11:00', '12:00'].map((one) => at(`2021-01-12T${one}`) / 1_000);
    expect(arrangeHistory(opened, answered([]))).toEqual({
      from: opening,
      times: [opening, first, now],
      levels: [null, PLENTY_LEVEL, PLENTY_LEVEL],
    });
  });

  it('goes on to the end of the time asked about', () => {
    const { times, levels } = arrangeHistory(
      leg([
        [ten, { kind: 'plenty' }],
        [eleven, { kind: 'count', count: 7 }],
      ]),
      answered([]),
    );
    expect(levels).toEqual([PLENTY_LEVEL, 7, 7]);
    expect(times.at(-1)).toBe(at('2021-01-12T12:00') / 1_000);
  });

  it('is broken where nobody looked, and as it was afterwards', () => {
    const gap = { from: '2021-01-12T10:20:00+08:00', to: '2021-01-12T10:40:00+08:00' };
    expect(arrangeHistory(leg([[ten, { kind: 'count', count: 5 }]]), answered([gap])).levels).toEqual([
      5,
      null,
      5,
      5,
    ]);
  });

  it('ends in the gap that is still open', () => {
    const gap = { from: eleven, to: null };
    expect(arrangeHistory(leg([[ten, { kind: 'none' }]]), answered([gap])).levels).toEqual([0, null, null]);
  });

  it.each<Availability>([{ kind: 'suspended' }, { kind: 'notOnSale' }, { kind: 'unknown', raw: 'x' }])(
    'has no level for %j: it is not none',
    (availability) => {
      expect(arrangeHistory(leg([[ten, availability]]), answered([])).levels).toEqual([null, null]);
    },
  );
});

describe('the line of a fee', () => {
  const step = (from: string | null, to: string, rate: number | null) =>
    ({ from, to, rate, refundable: rate !== null }) as Parameters<typeof arrangeFeeLine>[0]['ladder'][number];
  const ladder = [
    step(null, '2021-01-13T23:59:59+08:00', 0),
    step('2021-01-14T00:00:00+08:00', '2021-02-01T12:50:00+08:00', 0),
    step('2021-02-01T12:50:01+08:00', '2021-02-09T12:50:00+08:00', 0.05),
    step('2021-02-09T12:50:01+08:00', '2021-02-09T23:59:59+08:00', null),
  ];

  it('makes one stretch of steps with the same rate', () => {
    expect(arrangeFeeLine({ ladder }, at('2021-01-12T10:00')).stretches.map(({ rate }) => rate)).toEqual([
      0,
      0.05,
      null,
    ]);
  });

  it('puts now into the stretch that holds then', () => {
    fc.assert(
      fc.property(fc.integer({ min: at('2021-01-01T00:00'), max: at('2021-02-09T23:59') }), (now) => {
        const { stretches, nowPercent } = arrangeFeeLine({ ladder }, now);
        const index = Math.min(
          stretches.length - 1,
          Math.floor(((nowPercent as number) / 100) * stretches.length - 1e-9),
        );
        expect(stretches[Math.max(0, index)]?.state).toBe('current');
      }),
    );
  });

  it('has no now after the last step', () => {
    expect(arrangeFeeLine({ ladder }, at('2021-02-10T00:00')).nowPercent).toBeNull();
  });
});

describe('what is asked of a ticket', () => {
  it('is nothing without fare and departure', () => {
    expect(quoteAddress('/v1/refund/quote', { fare: '553' }, 'zh')).toBeNull();
    expect(rebookingAddress({ fare: '553', departure: '2021-02-09T10:00' }, 'zh')).toBeNull();
  });

  it('takes the old fare for the new one that is not said', () => {
    const query = { fare: '553', departure: '2021-02-09T10:00', newDeparture: '2021-02-10T10:00' };
    expect(rebookingAddress(query, 'en')).toContain('newFare=553');
  });
});

describe('what is offered before anything is typed', () => {
  const station = (telecode: string) => ({ telecode, name: telecode });
  const watched = {
    stations: [{ ...station('TNV'), pairs: 1 }],
    pairs: [{ from: station('TNV'), to: station('BJP'), dates: ['2021-01-20'] }],
  };

  it('is what is watched, and nothing while that is not known', () => {
    expect(firstQuestion(watched)).toEqual({ from: 'TNV', to: 'BJP', date: '2021-01-20' });
    expect(firstQuestion(null)).toEqual({ from: '', to: '', date: '' });
    expect(offeredStations(watched, 'TNV').to).toEqual([station('BJP')]);
    expect(offeredStations(null, 'TNV')).toEqual({ from: [], to: [] });
  });
});

describe('the first language', () => {
  it.each<[string | null, string[], string]>([
    [null, ['zh-CN', 'en'], 'zh'],
    [null, ['en-GB', 'zh-TW'], 'zh'],
    [null, ['en-US', 'en'], 'en'],
    [null, ['de-DE', 'en'], 'en'],
    [null, ['de-DE'], 'zh'],
    [null, [], 'zh'],
    ['zh', ['en-US'], 'zh'],
    ['en', ['zh-CN'], 'en'],
    ['xx', ['zh-CN'], 'zh'],
  ])('asked for %s, with a browser of %j, is %s', (asked, browser, expected) => {
    expect(firstLanguage(asked, browser)).toBe(expected);
  });
});

describe('a year in an address', () => {
  it.each([
    ['2021', 2021],
    ['"x"', null],
    ['1e3', null],
    ['', null],
    [undefined, null],
  ])('%s is %s', (text, year) => expect(parseYear(text)).toBe(year));
});

describe('what a reporter takes along', () => {
  const volumes = compareVolumes(2026, 2025);

  it('says the official change in both languages, with what kind it is', () => {
    const sentence = writeVolumeSentence(volumes);
    expect(sentence.zh).toBe(
      '2026年春运全国铁路发送旅客5.38亿人次,比2025年春运(5.13亿人次)增长4.8%(增幅为官方公布;40天,按农历对齐)。',
    );
    expect(sentence.en).toContain('538 million, 4.8 % more than in 2025 (513 million; change as published');
  });

  it('says so where the published change is not that of the levels beside it', () => {
    const sentence = writeVolumeSentence(compareVolumes(2021, 2020));
    expect(sentence.zh).toContain('增长3.5%(增幅为官方公布,按此处两个总量计算为+');
    expect(sentence.en).toMatch(/as published, \+4\.\d % by the levels given here/);
  });

  it('says that there is nothing to compare, never a zero', () => {
    const none = { ...volumes, totals: { season: null, baseline: null, changes: [] } };
    expect(writeVolumeSentence(none).zh).toContain('没有可比的官方数字');
  });

  it('keeps unknown days empty in the CSV, with as many cells in every line', () => {
    const lines = buildVolumesCsv(volumes).trim().split('\r\n');
    expect(lines).toHaveLength(41);
    expect(lines.some((line) => line.includes(',,'))).toBe(true);
  });

  it('lets no cell of a CSV be a formula or break out of its quotes', () => {
    expect(buildCsv(['a'], [['=1+1'], ['-x'], ['a,"b"\n'], [-3], [null]])).toBe(
      '\uFEFFa\r\n\'=1+1\r\n\'-x\r\n"a,""b""\n"\r\n-3\r\n\r\n',
    );
  });

  it('cites source, method, day and address, and says of synthetic data that it is no fact', () => {
    const words = { zh: '题', en: 'title' };
    const cited = {
      title: words,
      source: words,
      method: words,
      readOn: '2021-01-12',
      address: 'http://here/years',
    };
    expect(writeCitation({ ...cited, provenance: 'synthetic' }).zh).toContain('不可作为事实引用');
    expect(writeCitation({ ...cited, provenance: 'official' }).en).toBe(
      'title. Source: title (officially published). title. yupiao, read on 2021-01-12, http://here/years',
    );
  });

  it('escapes what it puts into a line to embed', () => {
    expect(writeEmbed('/v1/charts/x.svg?theme=light&lang=zh', 'a "b" <c>')).toBe(
      '<img src="/v1/charts/x.svg?theme=light&amp;lang=zh" alt="a &quot;b&quot; &lt;c>" loading="lazy">',
    );
  });

  it.each([
    ['2021-01-12T10:00', 2021],
    ['2021-10-31T23:59', 2021],
    ['2021-11-01T00:00', 2022],
  ])('means at %s the season %i', (text, season) => {
    expect(seasonAt(at(text))).toBe(season);
  });
});
