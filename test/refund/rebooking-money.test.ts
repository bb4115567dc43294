import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatYuan, parseYuan } from '../../src/refund/money.ts';
import { quoteRebooking, type RebookingQuote } from '../../src/refund/rebooking.ts';
import { at } from './ask.ts';
import { rebook } from './ask-rebooking.ts';
import { readVectors, type Vector } from './vectors.ts';

describe('the money of a rebooking', () => {
  it('charges the lower of the two fares', () => {
    const quote = rebook('2024-02-10 10:00', '2024-02-11 10:00', '2024-02-10 20:00', { newFareFen: 30_000 });
    expect([quote.changeFeeFen, quote.differenceFeeFen, quote.differenceRefundFen]).toEqual([
      12_000, 5_050, 20_250,
    ]);
  });

  it('has a dearer train paid for, and nothing come back', () => {
    const quote = rebook('2024-02-10 10:00', '2024-02-12 10:00', '2024-02-09 20:00', { newFareFen: 60_000 });
    expect([quote.differenceFen, quote.differencePercent, quote.differenceRefundFen]).toEqual([
      -4_700,
      null,
      0,
    ]);
    expect([quote.changeFeeFen, quote.toPayFen]).toEqual([8_300, 13_000]);
  });

  it('gives all of a difference back in the free tier', () => {
    const quote = rebook('2021-04-20 10:00', '2021-04-19 10:00', '2021-04-12 10:00', { newFareFen: 30_000 });
    expect([quote.differencePercent, quote.differenceRefundFen]).toEqual([0, 25_300]);
  });

  it('names the minimum that may hold for a small difference (OPEN-2)', () => {
    const quote = rebook('2021-04-10 10:00', '2021-04-12 10:00', '2021-04-07 09:00', { newFareFen: 54_300 });
    expect([quote.differenceFeeFen, quote.minimumDifferenceFeeFen]).toEqual([50, 200]);
  });

  it('never gives or takes more than there is', () => {
    const fen = fc.integer({ min: 1, max: 300_000 });
    fc.assert(
      fc.property(
        fen,
        fen,
        fc.integer({ min: -12 * 3_600, max: 9 * 86_400 }),
        (originalFareFen, newFareFen, before) => {
          const departure = at('2024-03-20 10:00');
          const quote = quoteRebooking({
            originalDeparture: departure,
            newDeparture: departure + 86_400_000,
            at: departure - before * 1_000,
            originalFareFen,
            newFareFen,
            channel: 'window',
            alreadyRebooked: false,
            kind: 'rebook',
            product: 'domestic',
            payment: 'electronic',
          });
          const { changeFeeFen, differenceFeeFen, differenceRefundFen } = quote;
          expect(changeFeeFen).toBeLessThanOrEqual(Math.min(originalFareFen, newFareFen));
          expect((differenceFeeFen ?? 0) + (differenceRefundFen ?? 0)).toBe(
            Math.max(0, originalFareFen - newFareFen),
          );
          expect(differenceFeeFen).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});

describe('the worked examples of rebooking beside the project', () => {
  const vectors = readVectors();
  if (vectors === null) {
    it('worked examples are not at hand: ../shared/facts/refund/vectors.json', () => {
      expect(vectors).toBeNull();
    });
    return;
  }
  const rebookings = vectors.filter(({ kind }) => kind === 'rebooking');

  it.each(rebookings.map((vector) => [vector.id, vector.title, vector] as const))(
    '%s: %s',
    (_id, title, vector) => {
      const quote = quoteVector(vector, title.startsWith('Second rebooking'));
      const { expected } = vector;
      expect(quote.allowed).toBe(expected.allowed);
      const told = {
        change_fee: quote.changeFeeFen,
        difference: quote.differenceFen,
        difference_fee: quote.differenceFeeFen,
        difference_refund: quote.differenceRefundFen,
      };
      for (const [name, fen] of Object.entries(told)) {
        const text = expected[name as keyof typeof told];
        if (text !== undefined) expect(formatYuan(fen ?? -1), name).toBe(text);
      }
      if (expected.change_rate !== undefined)
        expect((quote.changePercent ?? -1) / 100).toBe(Number(expected.change_rate));
      if (expected.difference_fee_rate !== undefined) {
        expect((quote.differencePercent ?? -1) / 100).toBe(Number(expected.difference_fee_rate));
      }
    },
  );
});

function quoteVector({ input }: Vector, alreadyRebooked: boolean): RebookingQuote {
  return rebook(input.original_departure ?? '', input.new_departure ?? '', input.done_at ?? '', {
    originalFareFen: parseYuan(input.original_fare ?? '') ?? 0,
    newFareFen: parseYuan(input.new_fare ?? '') ?? 0,
    alreadyRebooked,
  });
}
