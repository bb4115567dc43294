import { z } from 'zod';
import { type Instant, isCivilDate, parseInstant, SECOND_MS } from '../calendar/china-time.ts';
import { parseYuan } from './money.ts';

/** The query and answer shapes of refunds and rebooking: one source of checks, types and OpenAPI. */

export const fareParameter = z
  .string('a fare in yuan, as 553 or 553.50')
  .max(20, 'a fare in yuan, as 553 or 553.50')
  .transform((text, context): number => {
    const fen = parseYuan(text);
    if (fen !== null) return fen;
    const message = 'a fare in yuan above 0 and at most 100000, with at most two decimals, as 553 or 553.50';
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  })
  .describe('face price in yuan, at most two decimals; a reduced ticket at its reduced price');

const TIME_EXPECTED = 'a time of the calendar as 2021-02-11T10:00 (China time) or with an offset';

export const timeParameter = z
  .string(TIME_EXPECTED)
  .max(40, TIME_EXPECTED)
  .transform((text, context): Instant => {
    const at = parseInstant(text);
    if (at !== null) return Math.floor(at / SECOND_MS) * SECOND_MS;
    context.addIssue({ code: 'custom', message: TIME_EXPECTED });
    return z.NEVER;
  })
  .describe('ISO 8601; without an offset it is China time; fractions of a second are dropped');

export const yesNoParameter = z
  .enum(['true', 'false', '1', '0'], 'true or false')
  .transform((text) => text === 'true' || text === '1');

export const langParameter = z
  .enum(['zh', 'en'], 'zh or en')
  .describe('language of the words; else Accept-Language decides, else Chinese');

export const stationText = z
  .string('a station: telecode (TNV) or name (太原南)')
  .trim()
  .min(1, 'a station: telecode (TNV) or name (太原南)')
  .max(40, 'a station name of at most 40 characters')
  .describe('telecode (TNV) or name (太原南, Taiyuannan, Taiyuan South)');

/** What one ticket is, however its departure is named. */
const ticketShape = {
  fare: fareParameter,
  departure: timeParameter
    .optional()
    .describe('at the boarding station on the ticket; or name train, from and date'),
  at: timeParameter.optional().describe('when the refund is completed; now when left out'),
  purchasedAt: timeParameter
    .optional()
    .describe('payment; for a waitlist order its fulfilment. Decides waivers and mistaken purchases'),
  channel: z.enum(['online', 'window'], 'online or window').default('online'),
  product: z
    .enum(['domestic', 'group', 'hongKong'], 'domestic, group or hongKong (no rule is known for others)')
    .default('domestic'),
  from: stationText.optional(),
  to: stationText.optional(),
  payment: z
    .enum(['electronic', 'cash'], 'electronic or cash')
    .default('electronic')
    .describe('cash also for a printed ticket or voucher'),
  waitlisted: yesNoParameter.default(false),
  rebookedAt: timeParameter.optional().describe('when this ticket came out of a rebooking'),
  originalDeparture: timeParameter.optional().describe('of the ticket before the rebooking'),
  rebookKind: z.enum(['rebook', 'destination'], 'rebook or destination').optional(),
  suspended: yesNoParameter.default(false),
  mistakenPurchaseUsed: yesNoParameter.default(false).describe("the day's free mistaken purchase is spent"),
  actualDeparture: timeParameter.optional().describe('of a late train, at the boarding station'),
  lang: langParameter.optional(),
};

/** The command line has no timetable: a departure is always given. */
export const ticketQuery = z.strictObject(ticketShape);
export type TicketQuery = z.infer<typeof ticketQuery>;

export const refundQuery = z.strictObject({
  ...ticketShape,
  train: z
    .string('a train code as G1864')
    .regex(/^[A-Za-z]?\d{1,5}$/, 'a train code as G1864')
    .transform((code) => code.toUpperCase())
    .optional()
    .describe('instead of departure, with from and date: taken from the stored timetable'),
  date: z
    .string('a date as YYYY-MM-DD')
    .refine(isCivilDate, 'a date of the calendar as YYYY-MM-DD')
    .optional()
    .describe('day of boarding, with train'),
});
export type RefundQuery = z.infer<typeof refundQuery>;

export const rebookingQuery = z.strictObject({
  originalDeparture: timeParameter,
  newDeparture: timeParameter,
  at: timeParameter.optional().describe('when the rebooking is completed; now when left out'),
  originalFare: fareParameter,
  newFare: fareParameter,
  channel: z.enum(['online', 'window'], 'online or window').default('online'),
  alreadyRebooked: yesNoParameter.default(false),
  rebookKind: z
    .enum(['rebook', 'destination'], 'rebook or destination')
    .default('rebook')
    .describe('destination: a change of destination (变更到站)'),
  product: z.enum(['domestic', 'group'], 'domestic or group').default('domestic'),
  payment: z.enum(['electronic', 'cash'], 'electronic or cash').default('electronic'),
  lang: langParameter.optional(),
});
export type RebookingQuery = z.infer<typeof rebookingQuery>;

const money = z.int().nullable();
const yuan = z.string().nullable().describe('the same in yuan, as 27.50');
const time = z.string().describe('ISO 8601 with +08:00');
const confidence = z.enum(['high', 'medium', 'low']);

const sourceAnswer = z.object({
  code: z.string(),
  title: z.string(),
  publisher: z.string(),
  date: z.string().nullable(),
  address: z.string().nullable(),
});
export type SourceAnswer = z.infer<typeof sourceAnswer>;

const ruleAnswer = z.object({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  from: z.string().nullable().describe('first day; null where it is not known or always was so'),
  to: z.string().nullable().describe('last day; null while in force'),
  selectedBy: z.enum(['refundTime', 'rebookTime', 'purchaseTime', 'travelDate']),
  scope: z.string(),
  text: z.string(),
  confidence,
  note: z.string().optional(),
  sources: z.array(z.string()),
});
export type RuleAnswer = z.infer<typeof ruleAnswer>;

const stepAnswer = z.object({
  from: time.nullable().describe('first second; null: since the ticket was sold'),
  to: time.describe('last second'),
  state: z.enum(['past', 'current', 'ahead']),
  refundable: z.boolean(),
  rate: z.number().nullable(),
  feeFen: money,
  fee: yuan,
  refundFen: money,
  refund: yuan,
  channels: z.array(z.enum(['online', 'window'])).describe('counters at which this holds'),
  label: z.string(),
  rule: z.string().nullable(),
});
export type StepAnswer = z.infer<typeof stepAnswer>;

const uncertainAnswer = z.object({
  id: z.string(),
  from: time.nullable().describe('first second in which it matters'),
  to: time.describe('last second in which it matters'),
  otherAllowed: z.boolean(),
  otherRate: z.number().nullable(),
  otherFeeFen: money,
  otherFee: yuan,
  otherReading: z.string(),
  why: z.string(),
  sources: z.array(sourceAnswer),
});

export const quoteAnswer = z.object({
  allowed: z.boolean(),
  reasonCode: z.string().describe('stable; clients may switch on it'),
  reason: z.string(),
  rate: z.number().nullable().describe('share of the fare kept: 0.05 for 5 %; null when refused'),
  feeFen: money,
  fee: yuan,
  refundFen: money,
  refund: yuan,
  next: z
    .object({
      at: time.describe('first second of the dearer step'),
      rate: z.number().nullable().describe('null: no longer refundable'),
      feeFen: money,
      fee: yuan,
      label: z.string(),
    })
    .nullable()
    .describe(
      'the first dearer step. Dearer by its rate: with a small fare the minimum fee may make the sums equal',
    ),
  ladder: z.array(stepAnswer).describe('every step, past and ahead, without gap or overlap'),
  rule: ruleAnswer,
  sources: z.array(sourceAnswer),
  rules: z
    .array(z.object({ rule: ruleAnswer, sources: z.array(sourceAnswer) }))
    .describe(
      'every rule that this answer and the steps of its ladder come from, each once: its own, then theirs',
    ),
  uncertain: uncertainAnswer.optional().describe('another reading of the sources that changes this answer'),
  alsoUncertain: z.array(uncertainAnswer).optional(),
  notes: z.array(z.object({ code: z.string(), text: z.string() })),
  onlineUntil: time
    .nullable()
    .describe(
      'last second at which the ladder lists 12306; the last open one, where it does not reopen in time',
    ),
  opensAt: time
    .nullable()
    .describe(
      'when 12306 opens again, where it is shut at the time asked about and opens in time for this ticket',
    ),
  question: z.object({
    fareFen: z.int(),
    fare: z.string(),
    departure: time,
    at: time,
    purchasedAt: time.nullable(),
    channel: z.string(),
    product: z.string(),
    payment: z.string(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    waitlisted: z.boolean(),
    suspended: z.boolean(),
    mistakenPurchaseUsed: z.boolean(),
    rebookedAt: time.nullable(),
    originalDeparture: time.nullable(),
    rebookKind: z.string().nullable(),
    actualDeparture: time.nullable(),
  }),
  train: z
    .object({ trainCode: z.string(), trainNo: z.string(), boardingDate: z.string(), source: z.string() })
    .optional()
    .describe('where the departure was taken from'),
  lang: z.enum(['zh', 'en']),
});
export type QuoteAnswer = z.infer<typeof quoteAnswer>;

export const rulesQuery = z.strictObject({
  on: z
    .string('a date as YYYY-MM-DD')
    .refine(isCivilDate, 'a date of the calendar as YYYY-MM-DD')
    .optional()
    .describe('the day; today when left out'),
  lang: langParameter.optional(),
});

export const rulesAnswer = z.object({
  on: z.string(),
  rules: z.array(ruleAnswer),
  sources: z.array(sourceAnswer),
  lang: z.enum(['zh', 'en']),
});
export type RulesAnswer = z.infer<typeof rulesAnswer>;

export const rebookingAnswer = z.object({
  allowed: z.boolean(),
  reasonCode: z.string(),
  reason: z.string(),
  changeRate: z.number().nullable(),
  changeFeeFen: money,
  changeFee: yuan,
  differenceFen: money.describe('original less new fare: negative when the new ticket is dearer'),
  difference: yuan,
  differenceFeeRate: z.number().nullable().describe('null when nothing comes back'),
  differenceFeeFen: money,
  differenceFee: yuan,
  differenceRefundFen: money,
  differenceRefund: yuan,
  toPayFen: money.describe('what the new ticket costs on top: a dearer fare and the change fee'),
  toPay: yuan,
  rule: ruleAnswer,
  sources: z.array(sourceAnswer),
  uncertain: uncertainAnswer.optional(),
  notes: z.array(z.object({ code: z.string(), text: z.string() })),
  opensAt: time.nullable(),
  lang: z.enum(['zh', 'en']),
});
export type RebookingAnswer = z.infer<typeof rebookingAnswer>;
