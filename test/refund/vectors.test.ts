import { describe, expect, it } from 'vitest';
import { formatYuan } from '../../src/refund/money.ts';
import { quoteRefund } from '../../src/refund/quote.ts';
import { instantOf, isRefundVector, questionOf, readVectors, type Vector } from './vectors.ts';

const vectors = readVectors();

/** "10%" or "not refundable (train departed)". */
function rateOf(becomes: string): number | null {
  const percent = /^(\d+)%$/.exec(becomes);
  return percent === null ? null : Number(percent[1]) / 100;
}

/** At a window, so that no service hours shut the counter. */
function rateAt(vector: Vector, at: number): number | null {
  return quoteRefund({ ...questionOf(vector), at, channel: 'window' }).rate;
}

describe('the worked examples beside the project', () => {
  if (vectors === null) {
    it('worked examples are not at hand: ../shared/facts/refund/vectors.json', () => {
      expect(vectors).toBeNull();
    });
    return;
  }
  const refunds = vectors.filter(isRefundVector);

  it.each(refunds.map((vector) => [vector.id, vector.title, vector] as const))(
    '%s: %s',
    (_id, _title, vector) => {
      const { expected } = vector;
      const quote = quoteRefund(questionOf(vector));
      expect({
        allowed: quote.allowed,
        rate: quote.rate,
        fee: quote.feeFen === null ? null : formatYuan(quote.feeFen),
        refund: quote.refundFen === null ? null : formatYuan(quote.refundFen),
      }).toEqual({
        allowed: expected.allowed,
        rate: expected.rate === null ? null : Number(expected.rate),
        fee: expected.fee ?? null,
        refund: expected.refund ?? null,
      });
      if (expected.next_dearer === undefined) return;
      expect(quote.next?.at).toBe(instantOf(expected.next_dearer.at));
      expect(quote.next?.rate).toBe(rateOf(expected.next_dearer.becomes));
    },
  );

  it.each(
    refunds.filter(({ expected }) => expected.next_dearer !== undefined).map((v) => [v.id, v] as const),
  )('%s: the second before, at and after the next dearer step', (_id, vector) => {
    const { next_dearer, rate } = vector.expected;
    if (next_dearer === undefined) return;
    const at = instantOf(next_dearer.at);
    const dearer = rateOf(next_dearer.becomes);
    expect([at - 1_000, at, at + 1_000].map((time) => rateAt(vector, time))).toEqual([
      Number(rate),
      dearer,
      dearer,
    ]);
  });

  // O01's missed boundary is the 24-hour edge of a ladder that began a day later: FLAT_2011 has no edges.
  const missed = refunds.filter(({ id, expected }) => expected.missed_boundary !== undefined && id !== 'O01');

  it.each(missed.map((vector) => [vector.id, vector] as const))(
    '%s: the second before, at and after the boundary that was missed',
    (_id, vector) => {
      const { missed_boundary, rate } = vector.expected;
      if (missed_boundary === undefined) return;
      const at = instantOf(missed_boundary.at);
      const question = { ...questionOf(vector), purchasedAt: null, channel: 'window' } as const;
      const [before, then, after] = [at - 1_000, at, at + 1_000].map(
        (time) => quoteRefund({ ...question, at: time }).rate,
      );
      expect([then, after]).toEqual([Number(rate), Number(rate)]);
      expect(before).toBeLessThan(Number(rate));
    },
  );
});
