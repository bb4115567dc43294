import { expect, it } from 'vitest';
import { formatInstant, type Instant, parseInstant } from '../../src/calendar/china-time.ts';
import { parseYuan } from '../../src/refund/money.ts';
import { ordinaryTicket, type RefundQuestion, type StationRef } from '../../src/refund/question.ts';
import { quoteRefund, type RefundQuote } from '../../src/refund/quote.ts';

/** China time as a table writes it: "2021-02-11 10:00:00". */
export function at(text: string): Instant {
  const instant = parseInstant(text.replace(' ', 'T'));
  if (instant === null) throw new Error(`not a time: ${text}`);
  return instant;
}

export function clock(instant: Instant | null): string | null {
  return instant === null ? null : formatInstant(instant).slice(0, 19).replace('T', ' ');
}

export const station = (name: string, telecode = '', city = name): StationRef => ({ telecode, name, city });
export const WEST_KOWLOON = station('香港西九龙', 'XJA', '香港');

/** A question in the words of the tables: times as text, fare in yuan. */
export interface Asked {
  fare?: string;
  departure: string;
  at: string;
  bought?: string;
  rebooked?: { at: string; original?: string; kind?: 'rebook' | 'destination' };
  actual?: string;
  also?: Partial<RefundQuestion>;
}

export function question(asked: Asked): RefundQuestion {
  const { rebooked } = asked;
  return ordinaryTicket({
    fareFen: parseYuan(asked.fare ?? '553') ?? Number.NaN,
    departure: at(asked.departure),
    at: at(asked.at),
    purchasedAt: asked.bought === undefined ? null : at(asked.bought),
    rebooked:
      rebooked === undefined
        ? null
        : {
            at: at(rebooked.at),
            originalDeparture: rebooked.original === undefined ? null : at(rebooked.original),
            kind: rebooked.kind ?? 'rebook',
          },
    actualDeparture: asked.actual === undefined ? null : at(asked.actual),
    ...asked.also,
  });
}

export function ask(asked: Asked): RefundQuote {
  return quoteRefund(question(asked));
}

/** "5% LADDER_2021" or "refused ONLINE_CLOSED": the whole answer in a word, for tables. */
export function gist(quote: RefundQuote): string {
  return quote.rate === null
    ? `refused ${quote.reasonCode}`
    : `${Math.round(quote.rate * 100)}% ${quote.rule.id}`;
}

export type Extra = Omit<Asked, 'departure' | 'at'>;

export const bought = (time: string): Extra => ({ bought: time });

export const rebooked = (
  time: string,
  original: string,
  kind: 'rebook' | 'destination' = 'rebook',
): Extra => ({
  rebooked: { at: time, original, kind },
});

/** What the row is about, departure, time of the refund, the answer in a word, and what else the ticket is. */
export type QuoteRow = [what: string, departure: string, at: string, gist: string, extra?: Extra];

/** One test a row. */
export function quoteTable(rows: QuoteRow[]): void {
  it.each(rows)('%s', (_what, departure, time, expected, extra) => {
    expect(gist(ask({ departure, at: time, ...extra }))).toBe(expected);
  });
}
