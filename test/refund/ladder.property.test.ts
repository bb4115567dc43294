import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, type Instant, SECOND_MS } from '../../src/calendar/china-time.ts';
import { nextFeeBoundary } from '../../src/refund/fee-boundary.ts';
import { ordinaryTicket, type RefundQuestion } from '../../src/refund/question.ts';
import { quoteRefund } from '../../src/refund/quote.ts';
import { at, WEST_KOWLOON } from './ask.ts';

const seconds = (from: string, to: string) =>
  fc.integer({ min: at(from) / SECOND_MS, max: at(to) / SECOND_MS }).map((second) => second * SECOND_MS);

/** Any ticket since the first dated row of all channels: bought up to 60 days ahead, perhaps rebooked. */
const tickets: fc.Arbitrary<RefundQuestion> = fc
  .record({
    fareFen: fc.integer({ min: 1, max: 300_000 }),
    departure: seconds('2013-01-10 00:00', '2027-12-31 00:00'),
    boughtBefore: fc.integer({ min: 1, max: 60 * 86_400 }),
    askedBefore: fc.double({ min: 0, max: 1.05, noNaN: true }),
    rebookedAt: fc.option(fc.double({ min: 0.01, max: 0.99, noNaN: true })),
    firstTrain: fc.integer({ min: -20 * 86_400, max: 20 * 86_400 }),
    kind: fc.constantFrom('rebook' as const, 'destination' as const),
    knowsPurchase: fc.boolean(),
    channel: fc.constantFrom('online' as const, 'window' as const),
    product: fc.constantFrom('domestic' as const, 'group' as const, 'hongKong' as const),
    payment: fc.constantFrom('electronic' as const, 'cash' as const),
    fromKowloon: fc.boolean(),
    waitlisted: fc.boolean(),
    lateSeconds: fc.option(fc.integer({ min: 1, max: 7_200 })),
  })
  .filter(({ product, departure }) => product !== 'hongKong' || departure >= at('2018-09-23 00:00'))
  .map((drawn) => {
    const lifeMs = drawn.boughtBefore * SECOND_MS;
    const bought = drawn.departure - lifeMs;
    const into = (share: number) => bought + Math.floor((lifeMs * share) / SECOND_MS) * SECOND_MS;
    const rebookedAt = drawn.rebookedAt === null ? null : into(drawn.rebookedAt);
    return ordinaryTicket({
      fareFen: drawn.fareFen,
      departure: drawn.departure,
      at: Math.max(into(drawn.askedBefore), rebookedAt ?? bought),
      purchasedAt: drawn.knowsPurchase ? bought : null,
      channel: drawn.channel,
      product: drawn.product,
      payment: drawn.payment,
      from: drawn.fromKowloon ? WEST_KOWLOON : null,
      waitlisted: drawn.waitlisted,
      rebooked:
        rebookedAt === null
          ? null
          : {
              at: rebookedAt,
              originalDeparture: drawn.departure + drawn.firstTrain * SECOND_MS,
              kind: drawn.kind,
            },
      actualDeparture: drawn.lateSeconds === null ? null : drawn.departure + drawn.lateSeconds * SECOND_MS,
    });
  });

const property = (check: (question: RefundQuestion) => void) =>
  fc.assert(
    fc.property(tickets, (question) => {
      check(question);
    }),
    { numRuns: 600 },
  );

const rateAt = (question: RefundQuestion, time: Instant) =>
  quoteRefund({ ...question, at: time, channel: 'window' }).rate;

describe('every quote', () => {
  it('keeps a fee between nothing and the fare, and fee and refund are the fare', () => {
    property((question) => {
      const { allowed, feeFen, refundFen, rate } = quoteRefund(question);
      if (!allowed) {
        expect([feeFen, refundFen, rate]).toEqual([null, null, null]);
        return;
      }
      expect(feeFen).toBeGreaterThanOrEqual(0);
      expect(feeFen).toBeLessThanOrEqual(question.fareFen);
      expect((feeFen ?? 0) + (refundFen ?? 0)).toBe(question.fareFen);
    });
  });

  it('says what its ladder says for that second', () => {
    property((question) => {
      const quote = quoteRefund(question);
      const step = quote.ladder.find(
        ({ from, to }) => (from === null || from <= question.at) && question.at < to + SECOND_MS,
      );
      if (quote.reasonCode === 'OUTSIDE_SERVICE_HOURS') return;
      expect(quote.allowed).toBe(step?.channels.includes(question.channel) ?? false);
      if (quote.allowed) expect(quote.feeFen).toBe(step?.feeFen);
    });
  });
});

describe('the ladder', () => {
  it('tiles the time line: each step begins a second after the one before, none is empty', () => {
    property((question) => {
      const { ladder } = quoteRefund(question);
      expect(ladder.length).toBeGreaterThan(0);
      for (const [index, step] of ladder.entries()) {
        if (index > 0) expect(step.from).toBe((ladder[index - 1]?.to ?? 0) + SECOND_MS);
        expect(step.to).toBeGreaterThanOrEqual(step.from ?? Number.NEGATIVE_INFINITY);
      }
      const end = question.actualDeparture ?? question.departure;
      expect(ladder.at(-1)?.to).toBeGreaterThanOrEqual(Math.max(question.departure, 0) - SECOND_MS);
      if (question.payment !== 'cash') expect(ladder.at(-1)?.to).toBe(end - SECOND_MS);
    });
  });

  it('is the same whenever it is asked about', () => {
    property((question) => {
      const later = { ...question, at: question.departure - SECOND_MS };
      expect(quoteRefund(later).ladder).toEqual(quoteRefund(question).ladder);
    });
  });

  it('never grows cheaper as departure nears, within one rule and without waivers', () => {
    property((question) => {
      const highest = new Map<string, number>();
      for (const { outcome, feeFen } of quoteRefund(question).ladder) {
        if (outcome.rule === null || outcome.rule.kind === 'waiver' || feeFen === null) continue;
        expect(feeFen).toBeGreaterThanOrEqual(highest.get(outcome.rule.id) ?? 0);
        highest.set(outcome.rule.id, feeFen);
      }
    });
  });

  it('lists 12306 last at onlineUntil, a second at which it is open', () => {
    property((question) => {
      const { ladder, onlineUntil } = quoteRefund(question);
      const listed = ladder.filter(({ channels }) => channels.includes('online')).map(({ to }) => to);
      expect(onlineUntil).toBe(listed.at(-1) ?? null);
      if (onlineUntil === null) return;
      expect(quoteRefund({ ...question, at: onlineUntil, channel: 'online' }).allowed).toBe(true);
    });
  });

  it('keeps no two neighbours that are the same step', () => {
    property((question) => {
      const { ladder } = quoteRefund(question);
      for (const [index, step] of ladder.entries()) {
        const before = ladder[index - 1];
        if (before === undefined) continue;
        const same =
          before.outcome.rule === step.outcome.rule && before.outcome.percent === step.outcome.percent;
        expect(same && before.channels === step.channels && before.outcome.label === step.outcome.label).toBe(
          false,
        );
      }
    });
  });
});

describe('the next dearer step', () => {
  it('is dearer at its first second, and not yet a second before', () => {
    property((question) => {
      const asked = { ...question, channel: 'window' as const };
      const quote = quoteRefund(asked);
      if (quote.next === null || quote.rate === null) return;
      const { rate } = quote;
      expect(quote.next.at).toBeGreaterThan(question.at);
      const then = rateAt(question, quote.next.at);
      expect(then).toBe(quote.next.rate);
      if (then !== null) expect(then).toBeGreaterThan(rate);
      expect(rateAt(question, quote.next.at - SECOND_MS)).toBeLessThanOrEqual(rate);
    });
  });

  it('of an ordinary ticket is what the availability answer carries', () => {
    fc.assert(
      fc.property(
        seconds('2014-12-03 00:00', '2027-12-31 00:00'),
        fc.integer({ min: 1, max: 30 * 86_400 }),
        (departure, before) => {
          const time = departure - before * SECOND_MS;
          const quote = quoteRefund(
            ordinaryTicket({ fareFen: 55_300, departure, at: time, channel: 'window' }),
          );
          expect(nextFeeBoundary(departure, time)).toEqual({
            at: quote.next?.at,
            rate: quote.next?.rate,
            currentRate: quote.rate,
          });
        },
      ),
    );
    expect(nextFeeBoundary(at('2021-02-11 10:00'), at('2021-02-11 10:00'))).toBeNull();
  });
});

describe('a doubt', () => {
  it('holds the second asked about, and reads it otherwise', () => {
    property((question) => {
      const quote = quoteRefund(question);
      for (const doubt of quote.doubts) {
        expect(question.at).toBeGreaterThanOrEqual(doubt.from ?? Number.NEGATIVE_INFINITY);
        expect(question.at).toBeLessThanOrEqual(doubt.to);
        expect(doubt.otherFeeFen).not.toBe(quote.feeFen);
        expect(doubt.otherAllowed).toBe(doubt.otherFeeFen !== null);
      }
    });
  });

  it('about the 8 days ends where day D-6 begins, never later', () => {
    property((question) => {
      const doubt = quoteRefund(question).doubts.find(({ id }) => id === 'OPEN-1');
      if (doubt === undefined) return;
      expect(question.departure - doubt.to).toBeGreaterThan(6 * DAY_MS);
      expect(question.departure - (doubt.from ?? 0)).toBeLessThan(8 * DAY_MS);
    });
  });
});
