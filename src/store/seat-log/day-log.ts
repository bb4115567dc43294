import { type CivilDate, instantAt, SECOND_MS } from '../../calendar/china-time.ts';
import type { PollRecord } from '../../seats/board.ts';
import type { DayLog, OfferLog, OkPolls } from '../../seats/day-log.ts';
import type { OdPair } from '../../seats/schema.ts';
import { UNSEEN } from '../../seats/seat-code.ts';
import { parseFactsDigits, parseProvenance } from './codes.ts';
import { type Dictionary, type DictionaryRow, PROVENANCE_CELL } from './dictionary.ts';
import { replayPolls } from './replay.ts';
import type { Snapshot } from './snapshot.ts';

/** The log of a pair and date by offer, as known at the second `until`; null when there is no ok poll by then. */
export function buildDayLog(
  pair: OdPair,
  travelDate: CivilDate,
  { snapshot, dictionary, polls }: { snapshot: Snapshot; dictionary: Dictionary; polls: PollRecord[] },
  until: number,
): DayLog | null {
  const seconds: number[][] = dictionary.absent.map(() => []);
  const codes: number[][] = dictionary.absent.map(() => []);
  const board = replayPolls(dictionary, snapshot.polls, snapshot.late, until, (cell, code, observed) => {
    seconds[cell]?.push(observed);
    codes[cell]?.push(code);
  });
  if (board === null) return null;
  const offers = dictionary.rows.flatMap((row) =>
    row.seats.flatMap(({ seatClass, cell }): OfferLog[] => {
      if ((board.codes[cell] ?? UNSEEN) === UNSEEN) return [];
      return [
        {
          trainNo: row.trainNo,
          origin: row.origin,
          destination: row.destination,
          seatClass,
          ...lastFacts(row, codes, dictionary, travelDate),
          seconds: Uint32Array.from(seconds[cell] ?? []),
          codes: Uint8Array.from(codes[cell] ?? []),
        },
      ];
    }),
  );
  offers.sort((a, b) => (orderText(a) < orderText(b) ? -1 : 1));
  return {
    pair: { from: pair.from, to: pair.to },
    travelDate,
    provenance: parseProvenance(board.codes[PROVENANCE_CELL] ?? UNSEEN),
    polls: packPolls(polls),
    failed: polls.filter((poll) => poll.outcome !== 'ok'),
    offers,
  };
}

function packPolls(polls: readonly PollRecord[]): OkPolls {
  const ok = polls.filter((poll) => poll.outcome === 'ok');
  return {
    seconds: Uint32Array.from(ok, (poll) => poll.observedAt / SECOND_MS),
    plannedAt: Float64Array.from(ok, (poll) => poll.plannedAt),
  };
}

/** What the row's answers told last: a suspended train withholds its times, and they are still its times. */
function lastFacts(
  row: DictionaryRow,
  codes: readonly number[][],
  dictionary: Dictionary,
  travelDate: CivilDate,
): Pick<OfferLog, 'trainCode' | 'departure' | 'saleOpensAt'> {
  // Both digits rarely change, and not always together: any two that stood together name facts of this row, and of
  // the others a wrong pairing could name another row's. So only facts that bear this row's code are believed.
  const low = codes[row.sale + 1]?.at(-1) ?? 1;
  const high = codes[row.sale + 2]?.at(-1) ?? 1;
  const newest = dictionary.facts[parseFactsDigits(low, high)];
  if (newest === undefined) throw new RangeError('expected facts in the dictionary for every row');
  const known = (codes[row.sale + 1] ?? [])
    .map((digit) => dictionary.facts[parseFactsDigits(digit, high)])
    .filter((facts) => facts !== undefined && facts.trainCode === newest.trainCode)
    .reverse();
  const departureTime = [newest, ...known].find((facts) => facts?.departureTime)?.departureTime ?? null;
  const saleOpensAt = [newest, ...known].find((facts) => facts?.saleOpensAt)?.saleOpensAt ?? null;
  return {
    trainCode: newest.trainCode,
    departure: departureTime === null ? null : instantAt(travelDate, departureTime),
    saleOpensAt,
  };
}

function orderText({ trainNo, origin, destination, seatClass }: OfferLog): string {
  return `${trainNo} ${origin} ${destination} ${seatClass}`;
}
