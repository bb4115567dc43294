/**
 * The seat classes of 12306 by code, with the words a Chinese station and an English reader use.
 * Source: PROTOCOL.md section 2.2 (Arnie97/moerail ticket.js, JOO) and DESIGN.md, Words.
 * `column` is the 0-based place of the class in the pipe-delimited row (PROTOCOL.md section 2.1).
 */
export const SEAT_CLASSES = {
  9: { zh: '商务座', en: 'business class', column: 32 },
  P: { zh: '特等座', en: 'special class', column: 25 },
  D: { zh: '优选一等座', en: 'premium first class', column: 20 },
  M: { zh: '一等座', en: 'first class', column: 31 },
  O: { zh: '二等座', en: 'second class', column: 30 },
  S: { zh: '二等包座', en: 'second class compartment', column: 30 },
  6: { zh: '高级软卧', en: 'deluxe soft sleeper', column: 21 },
  A: { zh: '高级动卧', en: 'deluxe moving sleeper', column: 21 },
  4: { zh: '软卧', en: 'soft sleeper', column: 23 },
  I: { zh: '一等卧', en: 'first class sleeper', column: 23 },
  F: { zh: '动卧', en: 'moving sleeper', column: 33 },
  3: { zh: '硬卧', en: 'hard sleeper', column: 28 },
  J: { zh: '二等卧', en: 'second class sleeper', column: 28 },
  5: { zh: '包厢硬卧', en: 'compartment hard sleeper', column: null },
  2: { zh: '软座', en: 'soft seat', column: 24 },
  7: { zh: '一等软座', en: 'first class soft seat', column: 24 },
  8: { zh: '二等软座', en: 'second class soft seat', column: 24 },
  1: { zh: '硬座', en: 'hard seat', column: 29 },
  H: { zh: '一人软包', en: 'single soft compartment', column: 22 },
  G: { zh: '二人软包', en: 'double soft compartment', column: 22 },
  E: { zh: '特等软座', en: 'special soft seat', column: 22 },
  Q: { zh: '多功能座', en: 'multi-purpose seat', column: 22 },
  W: { zh: '无座', en: 'standing', column: 26 },
} as const satisfies Record<string, { zh: string; en: string; column: number | null }>;

export type SeatClass = keyof typeof SEAT_CLASSES extends infer K ? `${K & (string | number)}` : never;

/** The order in which a board shows classes: dearest seat first, standing last. */
export const SEAT_CLASS_ORDER: readonly SeatClass[] = [
  ...('9PDMOS6A4IF3J52781HGEQW' as string),
] as SeatClass[];
