import { parseInstant } from '../../../calendar/china-time.ts';
import { now } from '../clock.ts';
import { say } from '../language.ts';
import { ageWords } from '../when.ts';

/** Seconds since an instant of an answer, by the service's clock; null when either is not known. */
export function ageOf(text: string | null): number | null {
  const at = text === null ? null : parseInstant(text);
  return at === null || now.value === null ? null : Math.max(0, Math.floor((now.value - at) / 1_000));
}

/** How old the figures are, in words that go on counting; stale ones are loud. */
export function Age({ at, stale }: { at: string | null; stale: boolean }) {
  const seconds = ageOf(at);
  if (at !== null && seconds === null) return null;
  return (
    <span class={stale ? 'age loud' : 'age quiet'}>
      {stale && `${say('数据过期', 'Stale')} · `}
      <time dateTime={at ?? undefined}>{ageWords(seconds)}</time>
    </span>
  );
}
