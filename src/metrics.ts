import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What Prometheus may read of this process. */
export interface Metrics {
  countRequest(path: string, status: number): void;
  countPoll(outcome: string, sign: string, written: string, tookMs: number): void;
  /** Shows how many event streams are open, counted when somebody looks. */
  showStreams(countOpen: () => number): void;
  /** Polls of this process by outcome, for /v1/status. */
  pollsByOutcome(): Record<string, number>;
  readMetrics(): Promise<{ text: string; type: string }>;
}

export function createMetrics(): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register, prefix: 'yupiao_' });
  const requests = new Counter({
    name: 'yupiao_http_requests_total',
    help: 'HTTP requests answered, by route and status; an event stream when it closes',
    labelNames: ['route', 'status'],
    registers: [register],
  });
  const polls = new Counter({
    name: 'yupiao_polls_total',
    help: 'Polls by outcome, by the sign of a failure and by what the seat log did with them',
    labelNames: ['outcome', 'sign', 'written'],
    registers: [register],
  });
  const pollSeconds = new Histogram({
    name: 'yupiao_poll_seconds',
    help: 'From the question to the write of its answer',
    buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30],
    registers: [register],
  });
  const byOutcome: Record<string, number> = {};
  return {
    countRequest(path, status) {
      requests.inc({ route: path, status: String(status) });
    },
    countPoll(outcome, sign, written, tookMs) {
      polls.inc({ outcome, sign, written });
      pollSeconds.observe(tookMs / 1_000);
      byOutcome[outcome] = (byOutcome[outcome] ?? 0) + 1;
    },
    showStreams(countOpen) {
      new Gauge({
        name: 'yupiao_streams_open',
        help: 'Event streams open in this process',
        registers: [register],
        collect() {
          this.set(countOpen());
        },
      });
    },
    pollsByOutcome: () => ({ ...byOutcome }),
    readMetrics: async () => ({ text: await register.metrics(), type: register.contentType }),
  };
}
