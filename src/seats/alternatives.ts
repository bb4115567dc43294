import type { Watch } from './schema.ts';

/** A journey on one train: places in its list of stops. */
export interface Stretch {
  from: number;
  to: number;
}

/** Where on its way a train covers a journey from one station to another; null when it does not call at both so. */
export function stretchOf(
  stops: readonly (string | null)[],
  origin: string,
  destination: string,
): Stretch | null {
  const from = stops.indexOf(origin);
  const to = stops.lastIndexOf(destination);
  return from >= 0 && to > from ? { from, to } : null;
}

/**
 * The watched pairs whose answers may list a train on a longer stretch than the one asked: those that have a stop
 * at or before it in the origin's city and one at or after it in the destination's. Pure.
 *
 * @param watches of the days on which such a journey would begin
 * @param cityOf a name that stations of one city share; 12306 answers for the whole city
 */
export function planLonger(
  watches: readonly Watch[],
  stops: readonly (string | null)[],
  asked: Stretch,
  cityOf: (telecode: string) => string,
): Watch[] {
  const cities = stops.map((stop) => (stop === null ? null : cityOf(stop)));
  return watches.filter(({ pair }) => {
    const from = cities.indexOf(cityOf(pair.from));
    const to = cities.lastIndexOf(cityOf(pair.to));
    return from >= 0 && from <= asked.from && to >= asked.to;
  });
}

/** The stretches one to `most` stops longer at one end: what one would look at first. Pure. */
export function planNeighbours(
  stops: readonly (string | null)[],
  asked: Stretch,
  most: number,
): { from: string; to: string }[] {
  const [origin, destination] = [stops[asked.from], stops[asked.to]];
  if (origin == null || destination == null) return [];
  const earlier = stops.slice(Math.max(0, asked.from - most), asked.from).reverse();
  const later = stops.slice(asked.to + 1, asked.to + 1 + most);
  return [
    ...earlier.flatMap((from) => (from === null ? [] : [{ from, to: destination }])),
    ...later.flatMap((to) => (to === null ? [] : [{ from: origin, to }])),
  ];
}
