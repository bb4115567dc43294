import type { TrainAnswer } from '../../../http/availability-schema.ts';
import type { Query } from '../places.ts';

export type SeatAnswer = TrainAnswer['seats'][number];

/**
 * The train and class that the address names (`train`, `class`, and `at` for the boarding station where a train calls
 * at two of a city). Without a class the first one with a price; null when no train is named, or none is that. Pure.
 */
export function chosenOffer(
  trains: readonly TrainAnswer[],
  query: Query,
): { train: TrainAnswer; seat: SeatAnswer | null } | null {
  const named = trains.filter((train) => train.trainCode === query.train);
  const train = named.find(({ origin }) => origin.telecode === query.at) ?? named[0];
  if (train === undefined) return null;
  const usual = train.seats.find(({ class: one }) => one === 'O' || one === '3') ?? train.seats[0];
  const seat = train.seats.find((one) => one.class === query.class) ?? usual ?? null;
  return { train, seat };
}
