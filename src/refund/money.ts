import type { Tariff } from './rule.ts';

/** Dearest fare we take for a fare: a typing slip beyond it is likelier than a ticket. */
export const MAX_FARE_FEN = 10_000_000;

/**
 * Fen of a yuan text with at most two decimals ("553", "553.5", "553.50"), read from the text, never from a
 * float. Null for anything else: signs, exponents, blanks, three decimals, zero, or more than 100000 yuan.
 */
export function parseYuan(text: string): number | null {
  const match = /^(\d{1,7})(?:\.(\d{1,2}))?$/.exec(text);
  if (match === null) return null;
  const fen = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return fen > 0 && fen <= MAX_FARE_FEN ? fen : null;
}

/** "27.50" for 2750; works for negative amounts too. */
export function formatYuan(fen: number): string {
  const amount = Math.abs(fen);
  const cents = amount % 100;
  return `${fen < 0 ? '-' : ''}${(amount - cents) / 100}.${cents < 10 ? '0' : ''}${cents}`;
}

/**
 * A percentage of an amount, rounded as the tariff says, in fen (RULES.md section 2). Half yuan: a tail below
 * 0.25 is dropped, from 0.25 it is 0.5, from 0.75 it is 1. No minimum yet: see `feeOf`.
 */
export function roundedShare(amountFen: number, percent: number, rounding: Tariff['rounding']): number {
  // Hundredths of a fen, so that every step is an integer.
  const share = amountFen * percent;
  return rounding === 'halfYuan'
    ? Math.floor((share + 2_500) / 5_000) * 50
    : Math.floor(share / 10_000) * 100;
}

/**
 * The refund fee in fen: round, then the minimum, then never more than the fare. Below the minimum the fee is
 * the fare, as the notice of 2021 says; for earlier days that is our reading (`doubts.ts` says so).
 */
export function feeOf(fareFen: number, percent: number, tariff: Tariff): number {
  if (percent === 0) return 0;
  const rounded = roundedShare(fareFen, percent, tariff.rounding);
  return Math.min(fareFen, Math.max(rounded, tariff.minimumFen));
}
