import { type CivilDate, formatInstant } from '../../calendar/china-time.ts';
import { InputError } from '../../errors.ts';
import { compareRunOut } from '../../seats/low-stock.ts';
import type { Watch } from '../../seats/schema.ts';
import type { Station } from '../../stations/schema.ts';
import type { BoardAnswer, BoardRowAnswer } from '../board-schema.ts';
import { describePair, telecodesOf } from '../find-watch.ts';
import type { WatchView } from './arrange-watch.ts';
import type { BoardDeps, WatchViews } from './watch-views.ts';

/** A board that can be shown: the station, the day, and the watched pairs that its rows come from. */
export interface BoardQuestion {
  station: Station;
  stations: Station[];
  date: CivilDate;
  dates: CivilDate[];
  exact: boolean;
  watches: Watch[];
}

/**
 * What to read for the board of a station. Without a date it is the first watched day of which an answer is kept,
 * or the first watched one. Throws InputError `not-found` for a telecode nobody knows and `unwatched-pair` where no
 * departures are watched.
 */
export async function planBoard(
  deps: BoardDeps,
  asked: { telecode: string; date: CivilDate | undefined; exact: boolean },
): Promise<BoardQuestion> {
  const all = deps.watchlist.entries(deps.now());
  const station = findStation(deps, all, asked.telecode);
  const city = telecodesOf(deps.stations, station);
  const from = all.filter(({ pair }) => city.has(pair.from));
  const dates = [...new Set(from.map((watch) => watch.travelDate))].sort();
  const date = asked.date ?? (await firstSeen(deps, from)) ?? dates[0];
  const watches = from.filter((watch) => watch.travelDate === date);
  if (date === undefined || watches.length === 0) throw unwatched(deps, station, asked.date, dates, all);
  const stations = asked.exact ? [station] : [station, ...otherStations(deps, station)];
  return { station, stations, date, dates, exact: asked.exact, watches };
}

function otherStations(deps: BoardDeps, station: Station): Station[] {
  return deps.stations.sameCity(station.telecode).filter((one) => one.telecode !== station.telecode);
}

/** A watched telecode that the station table does not know still has a board: under its own code. */
function findStation(deps: BoardDeps, watches: readonly Watch[], telecode: string): Station {
  const known = deps.stations.byTelecode(telecode);
  if (known !== undefined) return known;
  if (watches.some(({ pair }) => pair.from === telecode)) {
    return { telecode, name: telecode, pinyin: '', initials: '', city: telecode };
  }
  throw new InputError('not-found', [
    { field: 'telecode', expected: 'the telecode of a station, as TNV', got: telecode },
  ]);
}

async function firstSeen(deps: BoardDeps, watches: readonly Watch[]): Promise<CivilDate | undefined> {
  const last = await deps.seatLog.readLastPolls([...watches]);
  const seen = watches.filter((_, place) => last[place]?.lastOkAt != null);
  return seen.map((watch) => watch.travelDate).sort()[0];
}

function unwatched(
  deps: BoardDeps,
  station: Station,
  date: CivilDate | undefined,
  dates: readonly CivilDate[],
  all: readonly Watch[],
): InputError {
  if (dates.length > 0) {
    const fault = { field: 'date', expected: `a watched day: ${dates.join(', ')}`, got: date ?? 'nothing' };
    return new InputError('unwatched-pair', [fault]);
  }
  const pairs = [...new Set(all.map(({ pair }) => describePair(pair, deps.stations)))].sort();
  return new InputError('unwatched-pair', [
    {
      field: 'telecode',
      expected: `a station whose departures are watched: ${pairs.slice(0, 12).join(', ')}`,
      got: `${station.name} (${station.telecode})`,
      hint: 'nothing is known about its departures: that does not mean that nothing is left',
    },
  ]);
}

export async function readBoardAnswer(
  deps: BoardDeps,
  views: WatchViews,
  question: BoardQuestion,
): Promise<BoardAnswer> {
  const read = await views.readViews(question.watches);
  return arrangeBoard(question, read, { now: formatInstant(deps.now()), provenance: deps.provenance });
}

/** The board of some views. Pure; rows keep their identity, so that who compares boards can tell what is the same. */
export function arrangeBoard(
  { station, stations, date, dates, exact }: BoardQuestion,
  views: readonly WatchView[],
  { now, provenance }: Pick<BoardAnswer, 'now' | 'provenance'>,
): BoardAnswer {
  const refOf = ({ telecode, name }: Station) => ({ telecode, name });
  const rows = new Map<string, BoardRowAnswer>();
  for (const row of views.flatMap((view) => view.rows)) {
    if (exact && row.origin.telecode !== station.telecode) continue;
    const other = rows.get(row.id);
    if (other === undefined || isBetter(row, other)) rows.set(row.id, row);
  }
  return {
    station: refOf(station),
    stations: stations.map(refOf),
    date,
    dates,
    exact,
    now,
    provenance: views.find((view) => view.provenance !== null)?.provenance ?? provenance,
    watches: views.map((view) => view.watch),
    rows: [...rows.values()].sort(compareRunOut),
  };
}

/** Two watched pairs of the same cities see the same train: the one that lists it, then the newer. */
function isBetter(row: BoardRowAnswer, other: BoardRowAnswer): boolean {
  if (row.listed !== other.listed) return row.listed;
  return row.observedAt > other.observedAt;
}
