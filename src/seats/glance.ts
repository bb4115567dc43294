import type { Availability, SaleState } from './schema.ts';

/** As much of a train as a glance at its day hangs on; classes it does not carry are left out. */
export interface GlanceTrain {
  saleState: SaleState;
  departed: boolean;
  seats: readonly { class: string; availability: Availability }[];
}

export type DayGlance = 'plenty' | 'few' | 'none' | 'notYetOnSale' | 'suspended' | 'unknown';

export interface GlanceCounts {
  plenty: number;
  few: number;
  none: number;
  /** Not on sale, suspended, unknown or departed. */
  other: number;
}

/** Standing (无座) is a place on the train, but no seat. */
const STANDING = 'W';

type TrainGlance = DayGlance | 'departed';

/**
 * What a day has left at a glance: the best of its trains, each by the best of its classes. `none` is said only when
 * every train that still runs is known to be gone: one that nobody knows of makes the day `unknown`. Pure.
 */
export function arrangeGlance(trains: readonly GlanceTrain[]): { glance: DayGlance; counts: GlanceCounts } {
  const each = trains.map(glanceOf);
  const has = (glance: TrainGlance) => each.includes(glance);
  const counts = { plenty: 0, few: 0, none: 0, other: 0 };
  for (const one of each) counts[one === 'plenty' || one === 'few' || one === 'none' ? one : 'other'] += 1;
  const order: DayGlance[] = ['plenty', 'few', 'unknown', 'notYetOnSale', 'none', 'suspended'];
  return { glance: order.find(has) ?? 'unknown', counts };
}

function glanceOf({ saleState, departed, seats }: GlanceTrain): TrainGlance {
  if (departed) return 'departed';
  if (saleState === 'suspended') return 'suspended';
  const kinds = seats.map(({ class: seatClass, availability: { kind } }) =>
    kind === 'plenty' && seatClass === STANDING ? 'count' : kind,
  );
  if (kinds.includes('plenty')) return 'plenty';
  if (kinds.includes('count')) return 'few';
  if (saleState === 'notYetOnSale' || kinds.includes('notOnSale')) return 'notYetOnSale';
  return kinds.length > 0 && kinds.every((kind) => kind === 'none') ? 'none' : 'unknown';
}
