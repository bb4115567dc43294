import { signal } from '@preact/signals';
import type { StatusReport } from '../../../http/status-report.ts';
import { setServiceTime } from '../clock.ts';
import { fetchAnswer, type Problem } from './fetch-answer.ts';

/** The service as it last described itself, and why it does not answer now, if so. Every view shows its source. */
export const service = signal<{ report: StatusReport | null; problem: Problem | null }>({
  report: null,
  problem: null,
});

const EVERY_MS = 30_000;
const SOON_MS = 3_000;

/** Follows /v1/status for as long as the page is open. */
export async function followService(): Promise<void> {
  const answer = await fetchAnswer<StatusReport>('/v1/status', new AbortController().signal);
  if (answer.ok) {
    setServiceTime(answer.value.clock.now);
    service.value = { report: answer.value, problem: null };
  } else {
    service.value = { ...service.value, problem: answer.problem };
  }
  setTimeout(() => void followService(), answer.ok ? EVERY_MS : SOON_MS);
}
