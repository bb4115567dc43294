import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type QuoteAnswer, quoteAnswer, rebookingAnswer, rulesAnswer } from '../../../src/refund/schema.ts';
import { type RefundServer, startRefundServer } from './refund-server.ts';

let server: RefundServer;
beforeAll(async () => {
  server = await startRefundServer();
});
afterAll(() => server.stop());

const EVE = 'fare=553&departure=2021-02-11T10:00';

async function quote(query: string, headers?: Record<string, string>): Promise<QuoteAnswer> {
  const response = await server.get(`/v1/refund/quote?${query}`, headers);
  expect(response.status).toBe(200);
  return (await response.json()) as QuoteAnswer;
}

describe('GET /v1/refund/quote', () => {
  it('answers in the words of DESIGN.md, by its own schema', async () => {
    const answer = await quote(`${EVE}&at=2021-02-09T10:00:00`);
    expect(quoteAnswer.safeParse(answer).error).toBeUndefined();
    expect(answer).toMatchObject({
      allowed: true,
      reasonCode: 'LADDER',
      rate: 0.05,
      feeFen: 2_750,
      fee: '27.50',
      refundFen: 52_550,
      refund: '525.50',
      next: { at: '2021-02-09T10:00:01+08:00', rate: 0.1, feeFen: 5_550 },
      rule: { id: 'LADDER_2021', from: '2021-01-14', to: null },
    });
    expect(answer.sources.map(({ code }) => code)).toContain('S02');
    expect(answer.ladder.map(({ from, to, feeFen, state }) => [from, to, feeFen, state])).toEqual([
      [null, '2021-01-13T23:59:59+08:00', 0, 'past'],
      ['2021-01-14T00:00:00+08:00', '2021-02-03T10:00:00+08:00', 0, 'past'],
      ['2021-02-03T10:00:01+08:00', '2021-02-09T10:00:00+08:00', 2_750, 'current'],
      ['2021-02-09T10:00:01+08:00', '2021-02-10T10:00:00+08:00', 5_550, 'ahead'],
      ['2021-02-10T10:00:01+08:00', '2021-02-11T09:59:59+08:00', 11_050, 'ahead'],
    ]);
  });

  it('names as next the step that is dearer by its rate, though the minimum fee makes the sums equal', async () => {
    const answer = await quote('fare=12&departure=2026-02-11T10:00&at=2026-02-09T10:00');
    expect([answer.rate, answer.feeFen, answer.next?.rate, answer.next?.feeFen]).toEqual([
      0.05, 200, 0.1, 200,
    ]);
    expect(quoteAnswer.shape.next.description).toContain('the minimum fee may make the sums equal');
  });

  it('asks the service’s clock when no time is given', async () => {
    const answer = await quote(EVE);
    expect([answer.question.at, answer.rule.id]).toEqual(['2021-01-12T10:00:00+08:00', 'LADDER_2014']);
  });

  it('refuses with a reason, and keeps the amounts null', async () => {
    const answer = await quote('fare=100&departure=2021-01-20T12:00&at=2021-01-20T12:00');
    expect(answer).toMatchObject({
      allowed: false,
      reasonCode: 'TRAIN_DEPARTED',
      rate: null,
      feeFen: null,
      refundFen: null,
      next: null,
    });
  });

  it('takes every parameter of DESIGN.md', async () => {
    const answer = await quote(
      'fare=553&departure=2021-02-05T10:00&at=2021-01-20T10:00&purchasedAt=2021-01-08T10:00&channel=window' +
        '&product=domestic&from=TNV&to=杭州东&payment=cash&waitlisted=true&rebookedAt=2021-01-18T10:00' +
        '&originalDeparture=2021-01-25T10:00&rebookKind=destination&suspended=false&mistakenPurchaseUsed=true&lang=en',
    );
    expect(answer).toMatchObject({ rate: 0.2, rule: { id: 'CHUNYUN_20' }, lang: 'en' });
    expect(answer.question).toMatchObject({
      from: '太原南',
      to: '杭州东',
      rebookKind: 'destination',
      waitlisted: true,
    });
  });

  it.each([
    ['an offset of another land', '2021-02-11T11:00:00%2B09:00'],
    ['UTC', '2021-02-11T02:00:00Z'],
    ['a blank for the T', '2021-02-11%2010:00:00'],
    ['a plus sign not encoded', '2021-02-11T10:00:00+08:00'],
    ['a fraction of a second', '2021-02-11T10:00:00.999'],
  ])('reads a time with %s', async (_, departure) => {
    const answer = await quote(`fare=553&departure=${departure}&at=2021-02-09T10:00`);
    expect(answer.question.departure).toBe('2021-02-11T10:00:00+08:00');
  });

  it('knows West Kowloon by name and by telecode', async () => {
    const late = 'fare=215&product=hongKong&departure=2019-06-30T10:00&at=2019-06-30T09:01';
    expect((await quote(late)).allowed).toBe(true);
    for (const from of ['XJA', '香港西九龙'])
      expect((await quote(`${late}&from=${from}`)).allowed).toBe(false);
  });

  it.each([
    'actualDeparture=2021-02-13T10:00',
    'product=hongKong&from=XJA&to=TNV',
    'product=hongKong&from=TNV&to=XJA',
    'product=hongKong&from=TNV',
  ])('takes what can be: %s', async (also) => {
    expect((await quote(`${EVE}&at=2021-02-09T10:00&${also}`)).allowed).toBe(true);
  });

  it('says what is in doubt', async () => {
    const answer = await quote(`${EVE}&at=2021-02-04T10:00`);
    expect(answer.uncertain).toMatchObject({
      id: 'OPEN-1',
      from: '2021-02-03T10:00:01+08:00',
      to: '2021-02-04T23:59:59+08:00',
      otherRate: 0,
      otherFeeFen: 0,
    });
    expect((await quote(`${EVE}&at=2021-02-05T00:00`)).uncertain).toBeUndefined();
  });
});

describe('a quote that names a train', () => {
  it('takes the departure of the boarding station', async () => {
    const answer = await quote('fare=553&train=G1864&from=太原南&date=2021-02-09&at=2021-02-07T12:50:01');
    expect(answer.question.departure).toBe('2021-02-09T12:50:00+08:00');
    expect(answer.rate).toBe(0.1);
    expect(answer.train).toEqual({
      trainCode: 'G1864',
      trainNo: '27000G1864',
      boardingDate: '2021-02-09',
      source: 'recorded (synthetic 模拟数据)',
    });
  });

  it('says that the stored answer lists the train as suspended, and decides nothing by it', async () => {
    const asked = 'fare=589&train=G3135&from=TNV&date=2021-02-05&at=2021-02-04T12:00&lang=en';
    const codes = (answer: { notes: { code: string }[] }) => answer.notes.map(({ code }) => code);
    const answer = await quote(asked);
    expect(answer.rate).toBe(0.2);
    expect(codes(answer)).toContain('LISTED_SUSPENDED');
    expect(codes(await quote(`${asked}&suspended=true`))).not.toContain('LISTED_SUSPENDED');
    const calendar = await (await server.get(`/v1/refund/deadlines.ics?${asked}`)).text();
    const unfolded = calendar.replaceAll('\r\n ', '');
    for (const words of ['synthetic', 'lists this train as suspended']) expect(unfolded).toContain(words);
  });

  it('counts from the boarding date on an overnight train boarded on its second day', async () => {
    const answer = await quote('fare=300&train=z198&from=TNV&date=2021-02-10&at=2021-02-08T00:31');
    expect([answer.question.departure, answer.rate]).toEqual(['2021-02-10T00:31:00+08:00', 0.05]);
  });

  it.each([
    ['train=G1&from=TNV&date=2021-02-09', 404, 'train'],
    ['train=G1864&date=2021-02-09', 400, 'from'],
    ['train=G1864&from=TNV', 400, 'date'],
    ['from=TNV&date=2021-02-09', 400, 'train'],
    ['train=G1864&from=TNV&date=2021-02-09&departure=2021-02-09T12:50', 400, 'departure'],
    ['train=G1864&from=TNV&date=2021-02-29', 400, 'date'],
  ])('%s: %d, naming %s', async (query, status, parameter) => {
    const response = await server.get(`/v1/refund/quote?fare=553&${query}`);
    expect(response.status).toBe(status);
    const { errors } = (await response.json()) as { errors: { parameter: string }[] };
    expect(errors.map((one) => one.parameter)).toContain(parameter);
  });
});

describe('bad input', () => {
  const good = 'departure=2021-02-11T10:00&at=2021-02-01T10:00';
  it.each([
    [`fare=0&${good}`, ['fare']],
    [`fare=-5&${good}`, ['fare']],
    [`fare=5.555&${good}`, ['fare']],
    [`fare=1e9&${good}`, ['fare']],
    [`fare=1000000000&${good}`, ['fare']],
    [`fare=free&${good}`, ['fare']],
    [`fare=&${good}`, ['fare']],
    [good, ['fare']],
    ['fare=553', ['departure']],
    ['fare=553&departure=2021-02-29T10:00', ['departure']],
    ['fare=553&departure=2021-02-11', ['departure']],
    ['fare=553&departure=2021-02-11T25:00', ['departure']],
    ['fare=553&departure=2021-13-01T10:00', ['departure']],
    ['fare=553&departure=tomorrow', ['departure']],
    [`fare=553&${good}&purchasedAt=2021-02-12T10:00`, ['purchasedAt', 'departure', 'at']],
    [`fare=553&${good}&purchasedAt=2021-02-01T10:00:01`, ['at']],
    [`fare=553&${good}&rebookedAt=2021-02-11T10:00`, ['rebookedAt', 'at']],
    [`fare=553&${good}&rebookedAt=2021-02-01T10:00:01`, ['at']],
    [`fare=553&${good}&purchasedAt=2021-01-20T10:00&rebookedAt=2021-01-19T10:00`, ['rebookedAt']],
    [`fare=553&${good}&originalDeparture=2021-02-05T10:00`, ['rebookedAt']],
    [`fare=553&${good}&rebookKind=rebook`, ['rebookedAt']],
    [`fare=553&${good}&actualDeparture=2021-02-11T09:00`, ['actualDeparture']],
    [`fare=553&${good}&actualDeparture=2021-02-13T10:00:01`, ['actualDeparture']],
    [`fare=553&${good}&from=TNV&to=太原南`, ['to']],
    [`fare=553&${good}&from=TNV&to=杭州东&product=hongKong`, ['from', 'to']],
    [`fare=553&${good}&channel=phone`, ['channel']],
    [`fare=553&${good}&product=international`, ['product']],
    [`fare=553&${good}&payment=gold`, ['payment']],
    [`fare=553&${good}&waitlisted=perhaps`, ['waitlisted']],
    [`fare=553&${good}&lang=fr`, ['lang']],
    [`fare=553&${good}&from=太原难`, ['from']],
    [`fare=553&${good}&fee=5`, ['fee']],
    [`fare=553&fare=5&${good}`, ['fare']],
    ['fare=x&departure=y&channel=z&at=w', ['fare', 'departure', 'channel', 'at']],
  ])('%s names %j', async (query, parameters) => {
    const response = await server.get(`/v1/refund/quote?${query}`);
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    const { errors } = (await response.json()) as { errors: { parameter: string; expected: string }[] };
    expect(errors.map((one) => one.parameter).sort()).toEqual([...parameters].sort());
    for (const { expected } of errors) expect(expected.length).toBeGreaterThan(3);
  });

  it.each([
    'fare=100&departure=2011-09-24T20:00&at=2011-09-24T10:00',
    'fare=100&departure=2005-09-24T20:00&at=2005-09-24T10:00&channel=window',
    'fare=100&departure=2018-09-20T20:00&at=2018-09-19T10:00&product=hongKong',
    'fare=100&departure=2016-09-20T20:00&at=2016-09-19T10:00&suspended=true',
  ])('%s: no rule known, and no guess', async (query) => {
    const response = await server.get(`/v1/refund/quote?${query}`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      type: '/problems/no-rule-known',
      errors: [{ parameter: 'at' }],
    });
  });
});

describe('a day on which a rule is known for windows only', () => {
  const day = 'fare=100&departure=2011-09-24T20:00&at=2011-09-24T10:00';

  it('is refused online in words that send to the window', async () => {
    const { errors } = (await (await server.get(`/v1/refund/quote?${day}`)).json()) as {
      errors: { expected: string }[];
    };
    expect(errors[0]?.expected).toContain('station windows only');
    expect(errors[0]?.expected).toContain('channel=window');
  });

  it('is answered at a window by the rule that the book lists for that day', async () => {
    const { rules } = rulesAnswer.parse(await (await server.get('/v1/refund/rules?on=2011-09-24')).json());
    const { rule } = await quote(`${day}&channel=window`);
    expect(rules.filter(({ kind }) => kind === 'ladder').map(({ id }) => id)).toEqual([rule.id]);
  });
});

describe('a departure beyond what is on sale', () => {
  const code = 'NOT_ON_SALE_YET';
  it.each([
    ['2035, asked in 2026', 'departure=2035-02-11T10:00&at=2026-02-01T10:00', true],
    ['the sixteenth day', 'departure=2026-02-16T10:00&at=2026-02-01T10:00', true],
    ['the fifteenth day, the last on sale', 'departure=2026-02-15T10:00&at=2026-02-01T10:00', false],
  ])('%s', async (_, times, isNoted) => {
    const { notes } = await quote(`fare=553&${times}&lang=en`);
    expect(notes.some((note) => note.code === code)).toBe(isNoted);
    if (isNoted) expect(notes.find((note) => note.code === code)?.text).toContain('may change by then');
  });
});

describe('the language', () => {
  it.each([
    ['nothing said', '', undefined, 'zh'],
    ['lang=en', '&lang=en', 'zh-CN', 'en'],
    ['lang=zh', '&lang=zh', 'en', 'zh'],
    ['an English browser', '', 'en-GB,en;q=0.9', 'en'],
    ['a Chinese browser that reads English', '', 'zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['English liked better', '', 'zh;q=0.5, en;q=0.7', 'en'],
    ['English not at all', '', 'en;q=0, fr', 'zh'],
    ['neither', '', 'fr', 'zh'],
  ])('%s', async (_, query, accept, lang) => {
    const headers = accept === undefined ? { 'accept-language': '' } : { 'accept-language': accept };
    const response = await server.get(`/v1/refund/quote?${EVE}&at=2021-02-09T10:00${query}`, headers);
    const answer = (await response.json()) as QuoteAnswer;
    expect(response.headers.get('content-language')).toBe(lang);
    expect(response.headers.get('vary')).toContain('Accept-Language');
    const words = [answer.reason, answer.next?.label ?? '', ...answer.ladder.map(({ label }) => label)];
    for (const text of words) expect(/[\u4e00-\u9fff]/.test(text)).toBe(lang === 'zh');
  });
});

describe('GET /v1/refund/rules', () => {
  it('lists the rules in force on a day', async () => {
    const response = await server.get('/v1/refund/rules?on=2021-01-14');
    const answer = rulesAnswer.parse(await response.json());
    expect(answer.rules.filter(({ kind }) => kind === 'ladder').map(({ id }) => id)).toEqual(['LADDER_2021']);
  });

  it('takes today when no day is given', async () => {
    expect(await (await server.get('/v1/refund/rules')).json()).toMatchObject({ on: '2021-01-12' });
  });

  it.each([
    ['2021-02-29', 400],
    ['2021-2-9', 400],
    ['2010-12-31', 404],
  ])('refuses %s with %d, naming on', async (on, status) => {
    const response = await server.get(`/v1/refund/rules?on=${on}`);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ errors: [{ parameter: 'on' }] });
  });
});

describe('GET /v1/rebooking/quote', () => {
  const base = 'originalDeparture=2024-03-20T10:00&originalFare=553';

  it('answers in the words of DESIGN.md, by its own schema', async () => {
    const response = await server.get(
      `/v1/rebooking/quote?${base}&newDeparture=2024-03-20T18:00&at=2024-03-20T11:00&newFare=300&channel=online&alreadyRebooked=false`,
    );
    const answer = rebookingAnswer.parse(await response.json());
    expect(answer).toMatchObject({
      allowed: true,
      changeRate: 0,
      changeFeeFen: 0,
      differenceFen: 25_300,
      differenceFeeRate: 0.2,
      differenceFeeFen: 5_050,
      differenceRefundFen: 20_250,
      rule: { id: 'REBOOK_2024' },
    });
  });

  it('names a small difference that may pay the minimum', async () => {
    const response = await server.get(
      `/v1/rebooking/quote?${base}&newDeparture=2024-03-20T18:00&at=2024-03-20T11:00&newFare=551&lang=en`,
    );
    expect(await response.json()).toMatchObject({
      differenceFeeFen: 50,
      uncertain: { id: 'OPEN-2', otherFeeFen: 200 },
    });
  });

  it.each([
    ['originalDeparture=2024-02-10T10:00&newDeparture=2024-02-11T10:00&at=2010-01-01T00:00', '2024-01-22'],
    ['originalDeparture=2024-02-10T10:00&newDeparture=2024-02-11T10:00&at=2024-01-21T23:59:59', '2024-01-22'],
    ['originalDeparture=2035-02-10T10:00&newDeparture=2035-02-11T10:00&at=2026-01-01T00:00', '2026-01-15'],
  ])('refuses a time before the ticket was on sale: %s', async (times, day) => {
    const response = await server.get(`/v1/rebooking/quote?${times}&originalFare=553&newFare=500`);
    expect(response.status).toBe(400);
    const { errors } = (await response.json()) as { errors: { parameter: string; expected: string }[] };
    expect(errors.map((one) => one.parameter)).toEqual(['at']);
    expect(errors[0]?.expected).toContain('not before the ticket was on sale');
    expect(errors[0]?.expected).toContain(day);
  });

  it('knows no rule before the first dated one', async () => {
    const response = await server.get(
      '/v1/rebooking/quote?originalDeparture=2010-12-31T23:00&newDeparture=2010-12-31T23:30&at=2010-12-31T22:00&originalFare=553&newFare=600',
    );
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      type: '/problems/no-rule-known',
      errors: [{ parameter: 'at' }],
    });
  });

  it.each([
    [`${base}&newDeparture=2024-03-20T10:00&at=2024-03-20T11:00&newFare=300`, 'newDeparture'],
    [`${base}&newDeparture=2024-03-20T18:00&at=2024-03-20T11:00`, 'newFare'],
    [`${base}&newDeparture=2024-02-30T18:00&at=2024-03-20T11:00&newFare=300`, 'newDeparture'],
    [
      `${base}&newDeparture=2024-03-20T18:00&at=2024-03-20T11:00&newFare=300&alreadyRebooked=2`,
      'alreadyRebooked',
    ],
  ])('%s names %s', async (query, parameter) => {
    const response = await server.get(`/v1/rebooking/quote?${query}`);
    expect(response.status).toBe(400);
    const { errors } = (await response.json()) as { errors: { parameter: string }[] };
    expect(errors.map((one) => one.parameter)).toEqual([parameter]);
  });
});
