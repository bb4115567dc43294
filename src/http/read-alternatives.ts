import { addDays, type CivilDate, civilDateOf, formatInstant, type Instant } from '../calendar/china-time.ts';
import { planLonger, planNeighbours, stretchOf } from '../seats/alternatives.ts';
import type { Board } from '../seats/board.ts';
import type { OdPair, Watch } from '../seats/schema.ts';
import type { SeatClass } from '../seats/seat-classes.data.ts';
import type { Station } from '../stations/schema.ts';
import type { AlternativesAnswer } from './alternatives-schema.ts';
import {
  arrangeAlternatives,
  formatAsked,
  holdsJourney,
  offersOf,
  type SeenOffer,
} from './arrange-alternatives.ts';
import { arrangeTrains } from './arrange-availability.ts';
import type { TrainAnswer } from './availability-schema.ts';
import { chooseWatch, findPair } from './find-watch.ts';
import type { HttpDeps } from './http-deps.ts';
import { readLookups } from './read-lookups.ts';
import { readWatch } from './read-watch.ts';
import { unknownClass, unknownTrain } from './unknown-offer.ts';

export interface AlternativesQuestion {
  from: Station;
  to: Station;
  date: CivilDate;
  train: string;
  seatClass: SeatClass;
}

type NotKnown = AlternativesAnswer['notKnown'];
interface Found {
  offers: SeenOffer[];
  notKnown: NotKnown;
}

const DAYS_EITHER_SIDE = 3;
const NEIGHBOURS = 3;

/**
 * What else is left beside one class of one train, from what is stored: nothing is asked of 12306. Throws InputError
 * for a pair that is not watched, a train or a class not seen on the day.
 */
export async function readAlternatives(
  deps: HttpDeps,
  question: AlternativesQuestion,
): Promise<AlternativesAnswer> {
  const now = deps.now();
  const watch = await readWatch(deps, question);
  const board = await deps.seatLog.readBoard(watch.pair, watch.travelDate);
  const trains = board === null ? [] : await arrangeSeen(deps, watch, board, now);
  const asked = chooseAsked(trains, board, question);
  const [longer, otherDate] = await Promise.all([
    readLonger(deps, asked, now),
    readOtherDates(deps, question, now),
  ]);
  const sameCity = offersOf(trains, question.date, question.seatClass).filter((offer) =>
    isElsewhere(offer, asked),
  );
  const seen = { sameCity, longer: longer.offers, otherDate: otherDate.offers };
  return {
    asked: formatAsked(asked),
    now: formatInstant(now),
    provenance: board?.provenance ?? deps.provenance,
    alternatives: arrangeAlternatives(asked, seen, { now, intervalMs: deps.pollIntervalMs }),
    looked: {
      sameCity: sameCity.length,
      longer: longer.offers.length,
      otherDate: otherDate.offers.length,
    },
    notKnown: [...longer.notKnown, ...otherDate.notKnown],
  };
}

async function arrangeSeen(deps: HttpDeps, watch: Watch, board: Board, now: Instant): Promise<TrainAnswer[]> {
  return arrangeTrains(board, await readLookups(deps, board, watch, now));
}

/** The train between the very stations asked, or where it calls at others of the two cities. */
function chooseAsked(trains: TrainAnswer[], board: Board | null, question: AlternativesQuestion): SeenOffer {
  const { from, to, date, train: trainCode, seatClass } = question;
  const legs = trains.filter((train) => train.trainCode === trainCode);
  if (legs.length === 0) throw unknownTrain(trainCode, board?.rows ?? []);
  const offers = offersOf(legs, date, seatClass);
  const isExact = ({ train }: SeenOffer) =>
    train.origin.telecode === from.telecode && train.destination.telecode === to.telecode;
  const asked = offers.find(isExact) ?? offers[0];
  if (asked !== undefined) return asked;
  throw unknownClass(seatClass, board?.rows.filter((row) => row.trainCode === trainCode) ?? []);
}

function isElsewhere({ train }: SeenOffer, { train: asked }: SeenOffer): boolean {
  return (
    train.origin.telecode !== asked.origin.telecode ||
    train.destination.telecode !== asked.destination.telecode
  );
}

/**
 * The same run of the train on a longer stretch; boarded earlier, it may be on the day before. Without its stops, what
 * is watched from or to the same city is looked at, and its times tell.
 */
async function readLonger(deps: HttpDeps, asked: SeenOffer, now: Instant): Promise<Found> {
  const { train, seat, date } = asked;
  const [from, to] = [train.origin.telecode, train.destination.telecode];
  const cityOf = (telecode: string) => deps.stations.byTelecode(telecode)?.city ?? telecode;
  const isSameCities = (pair: OdPair) => cityOf(pair.from) === cityOf(from) && cityOf(pair.to) === cityOf(to);
  const stops = await deps.timetable.stationsOf(train.trainNo);
  const stretch = stops === null ? null : stretchOf(stops, from, to);
  const days = [addDays(date, -1), date];
  // Another station of the same two cities is told as that.
  const near = deps.watchlist
    .entries(now)
    .filter((one) => days.includes(one.travelDate) && !isSameCities(one.pair));
  const watches =
    stops === null || stretch === null
      ? near.filter(({ pair }) => cityOf(pair.from) === cityOf(from) || cityOf(pair.to) === cityOf(to))
      : planLonger(near, stops, stretch, cityOf);
  const boards = await deps.seatLog.readBoards(watches);
  const offers = await Promise.all(
    boards.map(async (board, place) => {
      const rows = board?.rows.filter((row) => row.trainNo === train.trainNo) ?? [];
      if (board === null || rows.length === 0) return [];
      const trains = await arrangeSeen(deps, watches[place] as Watch, { ...board, rows }, now);
      return offersOf(trains, board.travelDate, seat.class).filter((offer) =>
        holdsJourney(offer.train, train),
      );
    }),
  );
  if (stops === null || stretch === null) {
    return {
      offers: dedupe(offers.flat()),
      notKnown: [{ kind: 'longer', date, from, to, reason: 'noTimetable' }],
    };
  }
  const isWatched = (pair: OdPair) =>
    watches.some(
      (one) => cityOf(one.pair.from) === cityOf(pair.from) && cityOf(one.pair.to) === cityOf(pair.to),
    );
  const unwatched = planNeighbours(stops, stretch, NEIGHBOURS).filter((pair) => !isWatched(pair));
  return {
    offers: dedupe(offers.flat()),
    notKnown: unwatched.map((pair) => ({ kind: 'longer', date, ...pair, reason: 'notWatched' })),
  };
}

/** Two watched pairs may list the same stretch of the train: the newer answer counts. */
function dedupe(offers: readonly SeenOffer[]): SeenOffer[] {
  const best = new Map<string, SeenOffer>();
  for (const offer of offers) {
    const key = `${offer.date} ${offer.train.origin.telecode} ${offer.train.destination.telecode}`;
    const other = best.get(key);
    if (other === undefined || offer.seat.observedAt > other.seat.observedAt) best.set(key, offer);
  }
  return [...best.values()];
}

async function readOtherDates(deps: HttpDeps, question: AlternativesQuestion, now: Instant): Promise<Found> {
  const { from, to, date, seatClass } = question;
  const samePair = findPair(deps.watchlist.entries(now), deps.stations, question);
  const today = civilDateOf(now);
  const dates = Array.from({ length: 2 * DAYS_EITHER_SIDE + 1 }, (_, place) =>
    addDays(date, place - DAYS_EITHER_SIDE),
  ).filter((day) => day !== date && day >= today);
  const days = await Promise.all(
    dates.map(async (day): Promise<Found> => {
      const unknown = (reason: NotKnown[number]['reason']): Found => ({
        offers: [],
        notKnown: [{ kind: 'otherDate', date: day, from: from.telecode, to: to.telecode, reason }],
      });
      const watch = chooseWatch(samePair, { from, to, date: day });
      if (watch === undefined) return unknown('notWatched');
      const board = await deps.seatLog.readBoard(watch.pair, day);
      if (board === null) return unknown('notPolled');
      return { offers: offersOf(await arrangeSeen(deps, watch, board, now), day, seatClass), notKnown: [] };
    }),
  );
  return { offers: days.flatMap((one) => one.offers), notKnown: days.flatMap((one) => one.notKnown) };
}
