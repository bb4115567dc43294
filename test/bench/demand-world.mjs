// Day logs of two national seasons, SYNTHETIC: so many pairs and dates of 15 trains in 3 classes each, polled every 3
// minutes for 15 days, with about 10,000 change points a pair and date. Every one is cut from a few dozen prepared sales,
// moved to its own opening: making them is not what is measured.
import { addDays, instantAt, SECOND_MS } from '../../dist/src/calendar/china-time.js';
import { newYearDayOf } from '../../dist/src/calendar/new-year.js';

const TRAINS = 15;
const CLASSES = ['9', 'M', 'O'];
const OFFERS = TRAINS * CLASSES.length;
const CHANGES = 10_000 / OFFERS;
const POLL_SECONDS = 180;
const SALE_SECONDS = 14 * 86_400;
const SALES = 48;
/** Codes of seat-code.ts without a waitlist column: so many seats, plenty, none. */
const codeOf = (base) => base * 3 + 2;
const [PLENTY, NONE] = [codeOf(21), codeOf(22)];

export function createWorld({ pairs, dates, seed }) {
  const random = mulberry32(seed);
  const sales = Array.from({ length: SALES }, () =>
    Array.from({ length: OFFERS }, () => prepareOffer(random)),
  );
  const polls = Uint32Array.from({ length: SALE_SECONDS / POLL_SECONDS }, (_, at) => at * POLL_SECONDS);
  const offsets = Array.from({ length: dates }, (_, at) => at - Math.floor((dates * 15) / 40));
  return {
    pairs: Array.from({ length: pairs }, (_, at) => ({ from: telecodeOf(at), to: telecodeOf(at + 9000) })),
    offsets,
    dayOf: (year, pair, offset) =>
      logDay({ year, pair, offset, polls, sale: sales[hash(year, pair.from, offset) % SALES] }),
  };
}

/** Seconds after the opening and codes of one offer: seats dwindle, go, and come back now and then. */
function prepareOffer(random) {
  const soldOut = -Math.log(1 - random()) * 60 * 3600 * Math.exp(2 * random() - 1);
  const times = new Set([0]);
  while (times.size < CHANGES) times.add(Math.floor((random() * SALE_SECONDS) / POLL_SECONDS) * POLL_SECONDS);
  const seconds = Uint32Array.from(times).sort();
  const codes = Uint8Array.from(seconds, (at, index) => {
    if (at < soldOut) return index === 0 ? PLENTY : codeOf(1 + (index % 20));
    return index % 9 === 0 ? codeOf(1 + (index % 20)) : NONE;
  });
  return { seconds, codes };
}

function logDay({ year, pair, offset, polls, sale }) {
  const newYear = newYearDayOf(year);
  const travelDate = addDays(newYear, offset);
  const saleOpensAt = instantAt(addDays(travelDate, -14), '14:00');
  // Every pair is asked at a second of its own, so that no two sales share their times.
  const start = saleOpensAt / SECOND_MS + (hash(year, pair.to, offset) % POLL_SECONDS);
  const moved = (seconds) => moveBy(seconds, start);
  const pollSeconds = moved(polls);
  const day = {
    pair,
    travelDate,
    provenance: 'synthetic',
    polls: {
      seconds: pollSeconds,
      plannedAt: plansOf(pollSeconds),
    },
    failed: [],
    offers: sale.map(({ seconds, codes }, at) => ({
      trainNo: `${pair.from}${Math.floor(at / CLASSES.length)}`,
      trainCode: `G${1 + Math.floor(at / CLASSES.length)}`,
      origin: pair.from,
      destination: pair.to,
      seatClass: CLASSES[at % CLASSES.length],
      departure: instantAt(travelDate, `${7 + Math.floor(at / CLASSES.length)}:10`),
      saleOpensAt,
      seconds: moved(seconds),
      codes,
    })),
  };
  const context = {
    newYear,
    horizonHours: 312,
    saleOpening: (offer) => offer.saleOpensAt,
    usualIntervalMinutes: POLL_SECONDS / 60,
    knownUntil: Number.POSITIVE_INFINITY,
  };
  return { day, context };
}

function moveBy(seconds, start) {
  const moved = new Uint32Array(seconds.length);
  for (let at = 0; at < moved.length; at += 1) moved[at] = seconds[at] + start;
  return moved;
}

function plansOf(seconds) {
  const plans = new Float64Array(seconds.length);
  for (let at = 0; at < plans.length; at += 1) plans[at] = seconds[at] * SECOND_MS;
  return plans;
}

function telecodeOf(place) {
  return [676, 26, 1].map((unit) => String.fromCharCode(65 + (Math.floor(place / unit) % 26))).join('');
}

function hash(...parts) {
  let value = 2166136261;
  for (const letter of parts.join(' ')) value = Math.imul(value ^ letter.charCodeAt(0), 16777619);
  return value >>> 0;
}

function mulberry32(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
