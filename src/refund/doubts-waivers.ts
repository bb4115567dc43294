import { type Instant, SECOND_MS } from '../calendar/china-time.ts';
import type { Doubt } from './doubt.ts';
import type { Outcome } from './outcome.ts';
import type { Case } from './question.ts';
import type { Dated, WaiverRule, Words } from './rule.ts';
import { coversTicket, isBoughtInTime, wasOnSale } from './waiver.ts';
import { HEBEI_CITIES } from './waivers.data.ts';

/** Doubts about the waivers of 2020 to 2022: each would make a charged refund free. */

/**
 * A covered ticket that was rebooked after the cut-off: by the notes to the 2020 table the time of rebooking
 * counts as its purchase, so the waiver is lost; no later notice repeats it.
 */
export function rebookedPurchaseDoubt(c: Case, outcome: Outcome): Doubt | null {
  const { rebooked, purchasedAt, at } = c.question;
  if (rebooked === null || purchasedAt === null || !isCharged(c, outcome)) return null;
  const lost = c.book.waivers.find(
    (waiver) =>
      at >= waiver.start &&
      isBoughtInTime(waiver, purchasedAt) &&
      !isBoughtInTime(waiver, rebooked.at) &&
      // Its first train was on sale by the cut-off, and it was rebooked by the day that train left.
      wasOnSale(waiver, rebooked.originalDeparture ?? rebooked.at) &&
      wasOnSale(waiver, rebooked.at) &&
      coversTicket(waiver, c),
  );
  if (lost === undefined) return null;
  return freeUnder(c, lost, Math.max(lost.start, rebooked.at), {
    otherReading: {
      zh: `按原购票时间计,仍可免费退票(${lost.id})。`,
      en: `By the first purchase it is still free (${lost.id}).`,
    },
    why: {
      zh: '改签票以改签时间为购票时间,只见于2020年的说明,此后的通知未重申。',
      en: 'That rebooking counts as the purchase is said for 2020 only; later notices do not repeat it.',
    },
  });
}

/** W1, W6, W7, W8: the stations, or the cut-off, are not in the sources or not in the question. */
export function unlistedWaiverDoubt(c: Case, outcome: Outcome): Doubt | null {
  if (!isCharged(c, outcome)) return null;
  const { at } = c.question;
  const waiver = c.book.waivers.find((row) => at >= row.start && at < row.end && mayCover(row, c));
  if (waiver === undefined) return null;
  return freeUnder(c, waiver, waiver.start, {
    otherReading: {
      zh: `若属于“${waiver.scope.zh}”,免收退票费(${waiver.id})。`,
      en: `Free if it is one of: ${waiver.scope.en} (${waiver.id}).`,
    },
    why: waiver.note ?? {
      zh: '该次免费退票的范围或截止时间,来源或问题中未列明。',
      en: 'Whom it covered, or until when, is not in the sources or not in the question.',
    },
  });
}

function mayCover(waiver: WaiverRule, c: Case): boolean {
  if (waiver.covers === 'all') return false;
  if (!wasOnSale(waiver, c.question.departure)) return false;
  if (waiver.boughtBefore !== null && (c.boughtAt === null || c.boughtAt >= waiver.boughtBefore))
    return false;
  const { from, to } = c.question;
  if (waiver.covers === 'unlisted') return true;
  if (to !== null && to.city !== '北京') return false;
  return (
    waiver.covers === 'unlistedToBeijing' || from === null || (to === null && HEBEI_CITIES.has(from.city))
  );
}

function isCharged(c: Case, outcome: Outcome): boolean {
  return c.question.product !== 'hongKong' && outcome.percent !== null && outcome.percent > 0;
}

function freeUnder(
  c: Case,
  waiver: Dated<WaiverRule>,
  from: Instant,
  words: { otherReading: Words; why: Words },
): Doubt {
  const end =
    waiver.covers === 'unlisted' ? Math.min(waiver.end, c.question.departure) : c.question.departure;
  return {
    id: waiver.id,
    from,
    to: end - SECOND_MS,
    otherAllowed: true,
    otherRate: 0,
    otherFeeFen: 0,
    ...words,
    sources: waiver.covers === 'all' ? [...waiver.sources, 'S14'] : waiver.sources,
  };
}
