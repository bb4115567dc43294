import { minuteOfDay } from '../calendar/china-time.ts';
import type { Spell } from './spell.ts';

/** Quarters of the day: a train renumbered or moved by an hour mostly stays in its own. */
const BAND_MINUTES = 6 * 60;

/** L is the letter of extra trains (临客) run for the rush. */
export function isExtraTrain(trainCode: string): boolean {
  return trainCode.startsWith('L');
}

/**
 * The group of services a train belongs to where its code does not last from year to year: its kind (the letter of
 * its code; none for the slow trains that have numbers only) and the quarter of the day it leaves the boarding
 * station.
 */
export function groupOf({ trainCode, departure }: Pick<Spell, 'trainCode' | 'departure'>): string {
  const kind = /^[A-Z]/.exec(trainCode)?.[0] ?? '-';
  return `${kind}*${Math.floor(minuteOfDay(departure) / BAND_MINUTES)}`;
}
