import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { type Instant, parseInstant } from '../../../src/calendar/china-time.ts';
import { createApp } from '../../../src/http/app.ts';
import type { HttpDeps } from '../../../src/http/http-deps.ts';
import { createStationTable } from '../../../src/stations/station-table.ts';
import type { Timetable } from '../../../src/stations/timetable.ts';

/** The service's clock in these tests: the newspaper's day. */
export const NOW = parseInstant('2021-01-12T10:00:00') as Instant;

/** Z198 leaves its first station on the 9th and calls at Taiyuan after midnight. */
const timetable: Pick<Timetable, 'departureOf'> = {
  async departureOf(trainCode, telecode, boardingDate) {
    const time = { G1864: '12:50', Z198: '00:31', G3135: '09:10' }[trainCode];
    if (time === undefined || telecode !== 'TNV') return null;
    const departure = parseInstant(`${boardingDate}T${time}`) as Instant;
    return { departure, trainNo: `27000${trainCode}`, source: 'recorded' };
  },
};

/** As the newest answer of the watched pair lists it. */
const SUSPENDED = {
  trainNo: '27000G3135',
  origin: 'TNV',
  listed: true,
  observedAt: NOW,
  saleState: 'suspended',
};

export interface RefundServer {
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  stop(): Promise<void>;
}

/** The real HTTP side on a real port; of the world only what refunds need: clock, stations, timetable, board. */
export async function startRefundServer(): Promise<RefundServer> {
  const deps = {
    now: () => NOW,
    stations: createStationTable(),
    timetable,
    provenance: 'synthetic',
    watchlist: { entries: () => [{ pair: { from: 'TNV', to: 'HGH' }, travelDate: '2021-02-05' }] },
    seatLog: { readBoards: async (watches: unknown[]) => watches.map(() => ({ rows: [SUSPENDED] })) },
    countRequest() {},
  } as unknown as HttpDeps;
  const app = createApp(deps, {
    log: pino({ level: 'silent' }),
    rateLimitPerMinute: 1_000_000,
    adminToken: undefined,
  });
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    get: (path, headers = {}) => fetch(base + path, { headers }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
