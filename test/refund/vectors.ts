import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Instant, parseInstant } from '../../src/calendar/china-time.ts';
import { parseYuan } from '../../src/refund/money.ts';
import { ordinaryTicket, type RefundQuestion } from '../../src/refund/question.ts';

/** Worked examples outside the project; read where they lie, never copied. */
const PATH = join(import.meta.dirname, '../../../shared/facts/refund/vectors.json');

export interface Vector {
  id: string;
  title: string;
  kind: string;
  input: Record<string, string | null> & { rebook?: Record<string, string> | null };
  expected: {
    allowed?: boolean;
    rule: string;
    rate?: string | null;
    fee?: string | null;
    refund?: string | null;
    next_dearer?: { at: string; becomes: string };
    missed_boundary?: { at: string; started: string };
    change_fee?: string;
    change_rate?: string;
    difference?: string;
    difference_fee_rate?: string;
    difference_fee?: string;
    difference_refund?: string;
  };
}

export function readVectors(): Vector[] | null {
  if (!existsSync(PATH)) return null;
  return (JSON.parse(readFileSync(PATH, 'utf8')) as { vectors: Vector[] }).vectors;
}

export function isRefundVector({ kind }: Vector): boolean {
  return kind !== 'rebooking' && kind !== 'presale';
}

export function instantOf(text: string): Instant {
  const at = parseInstant(text);
  if (at === null) throw new Error(`not an instant: ${text}`);
  return at;
}

const WEST_KOWLOON = { telecode: 'XJA', name: '香港西九龙', city: '香港' };

export function questionOf({ title, kind, input }: Vector): RefundQuestion {
  const rebook = input.rebook as unknown as Record<string, string> | null;
  return ordinaryTicket({
    fareFen: parseYuan(input.fare ?? '') ?? 0,
    departure: instantOf(input.board_departure ?? ''),
    at: instantOf(input.refund_time ?? ''),
    channel: input.channel === 'station_window' ? 'window' : 'online',
    product: kind === 'group' ? 'group' : kind === 'cross_border_HK' ? 'hongKong' : 'domestic',
    purchasedAt: typeof input.purchase_time === 'string' ? instantOf(input.purchase_time) : null,
    from: title.startsWith('From West Kowloon') ? WEST_KOWLOON : null,
    waitlisted: kind === 'waitlist',
    suspended: kind === 'train_suspended',
    rebooked:
      rebook === null || rebook === undefined
        ? null
        : {
            at: instantOf(rebook.done_at ?? ''),
            originalDeparture: instantOf(rebook.original_departure ?? ''),
            kind: rebook.kind === 'rebook' ? 'rebook' : 'destination',
          },
  });
}
