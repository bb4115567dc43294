import { SEAT_CLASSES, type SeatClass } from '../seats/seat-classes.data.ts';

/** One item of field 39: what one class of the row costs and how many are left of it. */
export interface YpItem {
  /** 12306's code, also one we have no class for. */
  code: string;
  /** Integer fen; null when the item states no price. */
  priceFen: number | null;
  /** Standing room (无座) sold on this class. */
  standing: boolean;
  /** Seats are capped at 21 by 12306 ("more than 20"), standing room is not. */
  count: number;
}

/** From this count on an item is standing room of its class; the stock is what is above it. */
const STANDING_BASE = 3000;

/**
 * Reads field 39, `yp_info_new` (PROTOCOL.md 2.2, checked on 91 recorded cells): items of ten characters,
 * code (1), price in 0.1 yuan (5), count (4). Null when the text is not made of such items.
 */
export function parseYpInfo(text: string): YpItem[] | null {
  if (!/^(?:[0-9A-Z]\d{9})*$/.test(text)) return null;
  return (text.match(/.{10}/g) ?? []).map(parseItem);
}

/** The price all these items agree on; null when there is none or they differ. */
export function priceOf(items: YpItem[]): number | null {
  const prices = new Set(items.map((item) => item.priceFen));
  const [price] = prices;
  return prices.size === 1 && price !== undefined ? price : null;
}

export function isSeatClass(code: string): code is SeatClass {
  return Object.hasOwn(SEAT_CLASSES, code);
}

function parseItem(item: string): YpItem {
  const code = item.slice(0, 1);
  const stated = Number(item.slice(6));
  const standing = stated >= STANDING_BASE || code === 'W';
  return {
    code,
    priceFen: parsePriceFen(item.slice(1, 6)),
    standing,
    count: stated >= STANDING_BASE ? stated - STANDING_BASE : stated,
  };
}

/** Five digits of 0.1 yuan are fen with one digit cut off: "00950" is 95.0 yuan, 9500 fen. Nothing is free. */
function parsePriceFen(digits: string): number | null {
  const fen = Number.parseInt(`${digits}0`, 10);
  return fen === 0 ? null : fen;
}
