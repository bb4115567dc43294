import type { WatchedAnswer } from '../../../http/watched-schema.ts';

/** A station to choose, as /v1/stations and /v1/watched name it. */
export interface StationChoice {
  telecode: string;
  name: string;
  pinyin?: string;
}

/** What a reader who has typed nothing is offered. Pure: it comes from what is watched. */

/** Stations to leave from, and those that the chosen one is watched to; of one not watched, all destinations. */
export function offeredStations(
  watched: WatchedAnswer | null,
  from: string,
): { from: StationChoice[]; to: StationChoice[] } {
  if (watched === null) return { from: [], to: [] };
  const ofFrom = watched.pairs.filter((pair) => pair.from.telecode === from || pair.from.name === from);
  const pairs = ofFrom.length > 0 ? ofFrom : watched.pairs;
  const to = new Map(pairs.map((pair) => [pair.to.telecode, pair.to]));
  return { from: watched.stations, to: [...to.values()] };
}

/** The pair and day that begin to fill the form: the newspaper page that yupiao began with, where it is watched. */
const FIRST = { from: 'TNV', to: 'HGH', date: '2021-02-09' };

export function firstQuestion(watched: WatchedAnswer | null): { from: string; to: string; date: string } {
  if (watched === null) return { from: '', to: '', date: '' };
  const pair =
    watched.pairs.find(({ from, to }) => from.telecode === FIRST.from && to.telecode === FIRST.to) ??
    watched.pairs[0];
  if (pair === undefined) return { from: '', to: '', date: '' };
  const date = pair.dates.includes(FIRST.date) ? FIRST.date : (pair.dates[0] ?? '');
  return { from: pair.from.telecode, to: pair.to.telecode, date };
}
