import {
  addDays,
  type CivilDate,
  civilDateOf,
  formatInstant,
  HOUR_MS,
  type Instant,
  startOfDay,
} from '../../calendar/china-time.ts';

/** Maps a stretch of values onto a stretch of pixels; one decimal, so that a chart is short. */
export function linear(from: number, to: number, start: number, end: number): (value: number) => number {
  const width = to - from || 1;
  return (value) => round(start + ((value - from) / width) * (end - start));
}

export function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

/** At most `most` round numbers from 0 to `highest` or a little more, the last being the scale's end. */
export function ticksTo(highest: number, most: number): number[] {
  const rough = Math.max(highest, 1e-9) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? rough;
  const count = Math.max(1, Math.ceil(highest / step - 1e-9));
  return Array.from({ length: count + 1 }, (_, place) => Math.round(place * step * 1e6) / 1e6);
}

const HOUR_STEPS = [1, 2, 3, 6, 12];

/** Ticks of a time axis in China time: whole hours of a short stretch, midnights of a long one. */
export function timeTicks(from: Instant, to: Instant, most: number): { at: Instant; label: string }[] {
  const hours = (to - from) / HOUR_MS;
  const hourStep = HOUR_STEPS.find((step) => hours / step <= most);
  if (hourStep !== undefined && hours <= 36) return hourTicks(from, to, hourStep);
  const step = Math.max(1, Math.ceil(hours / 24 / most));
  const ticks = [];
  for (let day = addDays(civilDateOf(from), 1); startOfDay(day) <= to; day = addDays(day, step)) {
    ticks.push({ at: startOfDay(day), label: shortDate(day) });
  }
  return ticks;
}

function hourTicks(from: Instant, to: Instant, step: number): { at: Instant; label: string }[] {
  const midnight = startOfDay(civilDateOf(from));
  const ticks = [];
  for (let at = midnight; at <= to; at += step * HOUR_MS) {
    if (at >= from) ticks.push({ at, label: formatInstant(at).slice(11, 16) });
  }
  return ticks;
}

/** `2021-02-09` is `02-09`. */
export function shortDate(date: CivilDate): string {
  return date.slice(5);
}

/** `02-09 12:50` in China time. */
export function shortTime(at: Instant): string {
  return formatInstant(at).slice(5, 16).replace('T', ' ');
}

/**
 * About how wide a text is in a sans-serif font, in pixels, a little too wide rather than too narrow: nobody measures
 * text on the service. Chinese characters are as wide as the font is high, Latin letters 0.6 of it. Pure.
 */
export function estimateTextWidth(text: string, fontSize = 12): number {
  const ems = [...text].reduce((sum, one) => sum + (one.charCodeAt(0) < 0x2e80 ? 0.6 : 1), 0);
  return Math.ceil(ems * fontSize);
}
