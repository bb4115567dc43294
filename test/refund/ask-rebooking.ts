import { quoteRebooking, type RebookingQuote } from '../../src/refund/rebooking.ts';
import type { RebookingQuestion } from '../../src/refund/rebooking-decision.ts';
import { at } from './ask.ts';

export type Extra = Partial<RebookingQuestion>;

/** A rebooking online of a ticket of 553 yuan for another of the same price; times in China. */
export function rebook(original: string, to: string, time: string, extra: Extra = {}): RebookingQuote {
  return quoteRebooking({
    originalDeparture: at(original),
    newDeparture: at(to),
    at: at(time),
    originalFareFen: 55_300,
    newFareFen: 55_300,
    channel: 'online',
    alreadyRebooked: false,
    kind: 'rebook',
    product: 'domestic',
    payment: 'electronic',
    ...extra,
  });
}
