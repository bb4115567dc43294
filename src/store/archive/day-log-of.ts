import { instantAt, SECOND_MS } from '../../calendar/china-time.ts';
import type { PollRecord } from '../../seats/board.ts';
import type { DayLog, OfferLog } from '../../seats/day-log.ts';
import { plainCode } from '../../seats/seat-code.ts';
import { parseProvenance } from '../seat-log/codes.ts';
import { parseFacts } from '../seat-log/facts.ts';
import { type ArchivedDay, type ArchivedFailure, arrangeCells, type Track } from './archived-day.ts';

/** The day as SeatLog.readDay gives it; null where every poll failed. Straight from the tracks: a season has thousands. */
export function dayLogOf(day: ArchivedDay): DayLog | null {
  const { pair, travelDate, observed, planned, failures, tracks } = day;
  const provenance = tracks[0]?.values.at(-1);
  if (observed.length === 0 || provenance === undefined) return null;
  return {
    pair: { from: pair.from, to: pair.to },
    travelDate,
    provenance: parseProvenance(provenance),
    polls: { seconds: observed, plannedAt: planned },
    failed: failures.map(recordOf),
    offers: offersOf(day),
  };
}

/** In the order of train, origin, destination, class by code units, as the log's own. */
function offersOf(day: ArchivedDay): OfferLog[] {
  const offers: { order: string; offer: OfferLog }[] = [];
  let told: LastFacts | null = null;
  for (const [place, { field, row, seatClass }] of arrangeCells(day.rows).entries()) {
    const track = day.tracks[place]!;
    if (field === 'facts') told = lastFacts(track, day);
    if (row === null || seatClass === null || told === null) continue;
    const { trainNo, origin, destination } = row;
    offers.push({
      order: `${trainNo} ${origin} ${destination} ${seatClass}`,
      offer: { trainNo, origin, destination, seatClass, ...told, ...courseOf(track, day) },
    });
  }
  return offers.sort((a, b) => (a.order < b.order ? -1 : 1)).map(({ offer }) => offer);
}

/** Raw tokens become the plain unknown, and what then repeats the code before is no change. */
function courseOf({ polls, values }: Track, { observed }: ArchivedDay): Pick<OfferLog, 'seconds' | 'codes'> {
  const seconds = new Uint32Array(polls.length);
  const codes = new Uint8Array(polls.length);
  let size = 0;
  for (let i = 0; i < polls.length; i += 1) {
    const code = plainCode(values[i]!);
    if (size > 0 && codes[size - 1] === code) continue;
    seconds[size] = observed[polls[i]!]!;
    codes[size] = code;
    size += 1;
  }
  return { seconds: seconds.slice(0, size), codes: codes.slice(0, size) };
}

type LastFacts = Pick<OfferLog, 'trainCode' | 'departure' | 'saleOpensAt'>;

/** The newest train code, and the newest departure and sale opening that any answer stated (seat-log/day-log.ts). */
function lastFacts({ values }: Track, { facts, travelDate }: ArchivedDay): LastFacts | null {
  const told = Array.from(values, (value) => parseFacts(facts[value]!)).reverse();
  const [newest] = told;
  if (newest === undefined) return null;
  const departureTime = told.find((one) => one.departureTime !== null)?.departureTime ?? null;
  return {
    trainCode: newest.trainCode,
    departure: departureTime === null ? null : instantAt(travelDate, departureTime),
    saleOpensAt: told.find((one) => one.saleOpensAt !== null)?.saleOpensAt ?? null,
  };
}

function recordOf({ planned, observed, outcome, sign, detail }: ArchivedFailure): PollRecord {
  return { plannedAt: planned, observedAt: observed * SECOND_MS, outcome, sign, detail };
}
