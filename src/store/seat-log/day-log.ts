import { type CivilDate, type Instant, MINUTE_MS, startOfDay } from '../../calendar/china-time.ts';
import type { PollRecord } from '../../seats/board.ts';
import type { DayLog, OfferLog } from '../../seats/day-log.ts';
import type { OdPair } from '../../seats/schema.ts';
import { plainCode } from '../../seats/seat-code.ts';
import { parseFactsDigits, parseProvenance } from './codes.ts';
import { countUntil, endOfCell, type LogColumns } from './columns.ts';
import { type Dictionary, type DictionaryRow, PROVENANCE_CELL } from './dictionary.ts';
import type { RowFacts } from './facts.ts';
import { toInstant } from './log-value.ts';

/**
 * The log of a pair and date by offer, as known at the second `until`; null when there is no ok poll by then.
 * `failed` are its failures in order of time. Its arrays may be views into those of `columns`.
 */
export function buildDayLog(
  pair: OdPair,
  travelDate: CivilDate,
  known: { columns: LogColumns; dictionary: Dictionary; failed: readonly PollRecord[] },
  until: number,
): DayLog | null {
  const { columns, dictionary } = known;
  const polls = countUntil(columns, until);
  if (polls === 0) return null;
  const { places } = columns;
  const seconds = new Uint32Array(places.length);
  for (let i = 0; i < places.length; i++) seconds[i] = columns.seconds[places[i] as number] as number;
  const dayStart = startOfDay(travelDate);
  const factsOf = new Map<DictionaryRow, LastFacts>();
  const offers: OfferLog[] = [];
  for (const { row, seatClass, cell } of arrangeOffers(dictionary)) {
    const first = columns.starts[cell] as number;
    const end = endOfCell(columns, cell, polls);
    if (end === first) continue;
    const facts = factsOf.get(row) ?? lastFacts(row, columns, polls, dictionary, dayStart);
    factsOf.set(row, facts);
    offers.push({
      trainNo: row.trainNo,
      origin: row.origin,
      destination: row.destination,
      seatClass,
      trainCode: facts.trainCode,
      departure: facts.departure,
      saleOpensAt: facts.saleOpensAt,
      ...plainCourse(seconds.subarray(first, end), columns.codes.subarray(first, end), dictionary),
    });
  }
  const provenance = columns.codes[endOfCell(columns, PROVENANCE_CELL, polls) - 1] as number;
  return {
    pair: { from: pair.from, to: pair.to },
    travelDate,
    provenance: parseProvenance(provenance),
    polls: { seconds: columns.seconds.subarray(0, polls), plannedAt: columns.plannedAt.subarray(0, polls) },
    failed: known.failed.filter((poll) => poll.observedAt <= toInstant(until)),
    offers,
  };
}

/**
 * Unlisted tokens are numbered by the dictionary, so their codes mean nothing outside: each becomes the plain unknown
 * of its waitlist, and what then repeats the code before is no change.
 */
function plainCourse(
  seconds: Uint32Array,
  codes: Uint8Array,
  { tokens }: Dictionary,
): Pick<OfferLog, 'seconds' | 'codes'> {
  if (tokens.length === 0) return { seconds, codes };
  const plain = codes.map(plainCode);
  const kept = Array.from(plain.keys()).filter((i) => i === 0 || plain[i] !== plain[i - 1]);
  return {
    seconds: Uint32Array.from(kept, (i) => seconds[i] as number),
    codes: Uint8Array.from(kept, (i) => plain[i] as number),
  };
}

type LastFacts = Pick<OfferLog, 'trainCode' | 'departure' | 'saleOpensAt'>;

/**
 * What the row's answers told last: the newest train code, and the newest departure and sale opening that any answer
 * stated. A suspended train withholds its times, and they are still its times.
 */
function lastFacts(
  row: DictionaryRow,
  columns: LogColumns,
  polls: number,
  dictionary: Dictionary,
  dayStart: Instant,
): LastFacts {
  let trainCode: string | null = null;
  let departureTime: string | null = null;
  let saleOpensAt: Instant | null = null;
  for (const facts of factsBackwards(row, columns, polls, dictionary)) {
    trainCode ??= facts.trainCode;
    departureTime ??= facts.departureTime;
    saleOpensAt ??= facts.saleOpensAt;
    if (departureTime !== null && saleOpensAt !== null) break;
  }
  if (trainCode === null) throw new RangeError(`expected facts for every row, got none for ${row.trainNo}`);
  const departure = departureTime === null ? null : dayStart + minutesOf(departureTime) * MINUTE_MS;
  return { trainCode, departure, saleOpensAt };
}

/** `HH:MM`, as instantAt reads it: a day has a hundred offers, and its beginning is worked out once. */
function minutesOf(time: string): number {
  const colon = time.indexOf(':');
  return Number(time.slice(0, colon)) * 60 + Number(time.slice(colon + 1));
}

/** The facts a row had, newest first. The two digits of their number change apart: both are followed. */
function* factsBackwards(
  row: DictionaryRow,
  columns: LogColumns,
  polls: number,
  { facts }: Dictionary,
): Generator<RowFacts> {
  const { starts, places, codes } = columns;
  const firstLow = starts[row.sale + 1] as number;
  const firstHigh = starts[row.sale + 2] as number;
  let low = endOfCell(columns, row.sale + 1, polls) - 1;
  let high = endOfCell(columns, row.sale + 2, polls) - 1;
  while (low >= firstLow && high >= firstHigh) {
    const number = parseFactsDigits(codes[low] as number, codes[high] as number);
    const known = facts[number];
    if (known === undefined) throw new RangeError(`expected facts in the dictionary, got number ${number}`);
    yield known;
    const since = Math.max(places[low] as number, places[high] as number);
    if (places[low] === since) low--;
    if (places[high] === since) high--;
  }
}

interface Offer {
  row: DictionaryRow;
  seatClass: OfferLog['seatClass'];
  cell: number;
}

/** In a dictionary as it was when it had so many batches: a season's days are read over and over. */
const ORDERS = new WeakMap<Dictionary, { batches: number; offers: Offer[] }>();

/** All offers in the order of train, origin, destination, class, which does not depend on who came first. */
function arrangeOffers(dictionary: Dictionary): Offer[] {
  const known = ORDERS.get(dictionary);
  if (known?.batches === dictionary.ids.length) return known.offers;
  const offers = dictionary.rows
    .flatMap((row) => row.seats.map(({ seatClass, cell }): Offer => ({ row, seatClass, cell })))
    .map((offer) => ({ offer, text: orderText(offer) }))
    .sort((a, b) => (a.text < b.text ? -1 : 1))
    .map(({ offer }) => offer);
  ORDERS.set(dictionary, { batches: dictionary.ids.length, offers });
  return offers;
}

function orderText({ row, seatClass }: Offer): string {
  return `${row.trainNo} ${row.origin} ${row.destination} ${seatClass}`;
}
