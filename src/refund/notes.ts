import { civilDateOf, HOUR_MS, startOfDay } from '../calendar/china-time.ts';
import { isInChunyun, isSeasonKnown } from '../calendar/seasons.ts';
import { ruleAt } from './ladder-at.ts';
import { lastOnSaleBefore } from './on-sale.ts';
import type { Outcome } from './outcome.ts';
import type { Case } from './question.ts';
import { isMistakenPurchase, wasRebookedFarAhead } from './rebooked-and-mistaken.ts';
import { confidenceOn, type Words } from './rule.ts';
import { coversTicket, wasOnSale } from './waiver.ts';

/** Something the asker should know beside the fee: what we were not told, what to do, how far to believe it. */
export interface Note {
  code: string;
  text: Words;
}

const STATION_MASTER_UNTIL = startOfDay('2021-01-01');

export function findNotes(c: Case, outcome: Outcome): Note[] {
  return [
    purchaseTimeMissing(c, outcome),
    mistakenPurchasePossible(c, outcome),
    mistakenPurchaseSpent(outcome),
    originalDepartureMissing(c, outcome),
    seasonNotAnnounced(c),
    notOnSaleYet(c),
    moneyAtStation(c, outcome),
    stationMaster(c, outcome),
    lowConfidence(c, outcome),
  ].filter((note) => note !== null);
}

function purchaseTimeMissing(c: Case, outcome: Outcome): Note | null {
  const { at, product, departure } = c.question;
  if (c.boughtAt !== null || product === 'hongKong' || !isCharged(outcome)) return null;
  const waiver = c.book.waivers.find(
    (row) => at >= row.start && wasOnSale(row, departure) && coversTicket(row, c),
  );
  if (waiver === undefined) return null;
  return {
    code: 'PURCHASE_TIME_MISSING',
    text: {
      zh: `未提供购票时间。${waiver.text.zh}(${waiver.id})`,
      en: `The purchase time was not given. ${waiver.text.en} (${waiver.id})`,
    },
  };
}

function mistakenPurchasePossible(c: Case, outcome: Outcome): Note | null {
  const { question } = c;
  if (question.purchasedAt !== null || outcome.code !== 'LADDER' || !isCharged(outcome)) return null;
  const justBought = { ...c, question: { ...question, purchasedAt: question.at } };
  if (!isMistakenPurchase(justBought, question.at, question.channel)) return null;
  return {
    code: 'MISTAKEN_PURCHASE_POSSIBLE',
    text: {
      zh: `未提供购票时间。误购的,${c.book.mistakenPurchase.text.zh}`,
      en: `The purchase time was not given. Bought by mistake? ${c.book.mistakenPurchase.text.en}`,
    },
  };
}

function mistakenPurchaseSpent(outcome: Outcome): Note | null {
  if (outcome.code !== 'MISTAKEN_PURCHASE') return null;
  return {
    code: 'MISTAKEN_PURCHASE_SPENT',
    text: {
      zh: '将占用购票人当日唯一一次误购免费退票。',
      en: 'This uses the buyer’s one free mistaken purchase of the day.',
    },
  };
}

function originalDepartureMissing(c: Case, outcome: Outcome): Note | null {
  const { rebooked, at, departure } = c.question;
  if (rebooked === null || rebooked.originalDeparture !== null || outcome.percent !== 0) return null;
  const rule = outcome.code === 'LADDER' ? ruleAt(c.book.rebookedRefunds, at) : null;
  if (rule === null || !wasRebookedFarAhead(rule, rebooked, departure)) return null;
  return {
    code: 'ORIGINAL_DEPARTURE_MISSING',
    text: {
      zh: `未提供原车票开车时间。${rule.text.zh}`,
      en: `The first train's departure was not given. ${rule.text.en}`,
    },
  };
}

function seasonNotAnnounced(c: Case): Note | null {
  const travelDate = civilDateOf(c.question.departure);
  if (c.question.rebooked === null || c.question.product === 'hongKong') return null;
  const certain = isSeasonKnown(travelDate) && isInChunyun(travelDate)?.certainty !== 'low';
  if (certain) return null;
  return {
    code: 'SEASON_NOT_ANNOUNCED',
    text: {
      zh: '该年春运日期尚未公布或未收录,改签票按20%核收的规定可能适用。',
      en: 'The dates of that year’s Spring Festival rush are not announced or not at hand; the 20% rule for rebooked tickets hangs on them.',
    },
  };
}

function notOnSaleYet(c: Case): Note | null {
  const last = lastOnSaleBefore(c.question.departure, c.question.at);
  if (last === null) return null;
  return {
    code: 'NOT_ON_SALE_YET',
    text: {
      zh: `乘车日期不在预售期内(查询时发售至${last}的车票),届时规定可能已有变化。`,
      en: `The departure lies beyond what is on sale at that time (up to ${last}); today’s rule may change by then.`,
    },
  };
}

function moneyAtStation(c: Case, outcome: Outcome): Note | null {
  const { payment, channel } = c.question;
  if (payment !== 'cash' || channel !== 'online' || outcome.percent === null) return null;
  return { code: 'MONEY_AT_STATION', text: c.book.cashOnline.text };
}

function stationMaster(c: Case, outcome: Outcome): Note | null {
  const { at, departure } = c.question;
  if (outcome.code !== 'TRAIN_DEPARTED' || at >= STATION_MASTER_UNTIL || at > departure + 2 * HOUR_MS) {
    return null;
  }
  return {
    code: 'STATION_MASTER',
    text: {
      zh: '约2020年以前,特殊情况经站长同意,可在开车后2小时内到车站办理(可信度中)。',
      en: 'Until about 2020 special cases could be heard at the station within 2 hours, with the station master’s consent (medium).',
    },
  };
}

function lowConfidence(c: Case, outcome: Outcome): Note | null {
  const { rule } = outcome;
  if (rule === null || confidenceOn(rule, civilDateOf(c.question.at)) !== 'low') return null;
  return {
    code: 'LOW_CONFIDENCE',
    text: { zh: '本条规定的可信度低。', en: 'This rule is of low confidence.' },
  };
}

function isCharged(outcome: Outcome): boolean {
  return outcome.percent !== null && outcome.percent > 0;
}
