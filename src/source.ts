import { readFile } from 'node:fs/promises';
import { readScenario } from '../fixtures/double/read-scenario.ts';
import { startDouble } from '../fixtures/double/start-double.ts';
import type { Pace } from '../jobs/clockwork.ts';
import type { Instant } from './calendar/china-time.ts';
import type { ServiceHoursRow } from './calendar/service-hours.data.ts';
import { SERVICE_HOURS } from './calendar/service-hours.ts';
import { offsetTo } from './clock.ts';
import type { Config } from './config.ts';
import { ServiceError } from './errors.ts';
import type { Provenance } from './seats/schema.ts';
import { createStationTable, type StationTable } from './stations/station-table.ts';
import { BUDGET_WINDOW_MS, type BudgetRules, planBudget } from './upstream/budget-rules.ts';
import { TICK_MS } from './upstream/poll-schedule.ts';
import { buildFixedWatchlist, buildWatchlist, parseWatchlist, type Watchlist } from './upstream/watchlist.ts';
import { DEFAULT_WATCHLIST } from './upstream/watchlist-default.data.ts';

/** Whom we poll, and what follows from that. Nothing else in the code knows which it is. */
export interface Source {
  name: Config['SOURCE'];
  provenance: Provenance;
  /** Keeps this source's data apart from that of any other on the same Redis. */
  namespace: string;
  /** One line for people. */
  detail: string;
  /** Whose lists those of this source are, where a list is named as a source. */
  whose: string;
  watchlist: Watchlist;
  /** When it may be asked at all, by day; empty for a source that never closes. */
  serviceHours: readonly ServiceHoursRow[];
  pace: Pace;
  /** How often all workers together may ask it; null for as often as they like. */
  budget: BudgetRules | null;
  /** Days the clock should be shifted by, and whether a later start goes on from the first one's. */
  clock: { offsetDays: number; kept: boolean };
  /**
   * True where each start polls another one, as the double is: pauses of the last one do not bind it, and everything
   * is asked about anew, whatever was polled lately.
   */
  startsAfresh: boolean;
  /** Stations of the source that our table may not know. */
  extraStations: { telecode: string; name: string }[];
  /** What the operator should hear, e.g. recordings that were left out. */
  notices: string[];
  /** Brings up what is to be polled; its address. */
  open(now: () => Instant): Promise<{ baseUrl: string; close(): Promise<void> }>;
}

const PACE_REAL = { concurrency: 1, timetablesPerTick: 1 };
const PACE_DOUBLE: Pace = { concurrency: 8, pollsPerTick: 5_000, timetablesPerTick: 1_000 };
/** Of a minute's requests, one in eight is left for init pages, timetables and second tries. */
const SHARE_FOR_POLLS = 7 / 8;

/** Reads what the settings ask for; nothing is started yet. Throws ServiceError or InputError where they cannot be met. */
export async function readSource(config: Config, realNow: Instant): Promise<Source> {
  const source = config.SOURCE === '12306' ? buildReal(config) : readDouble(config, realNow);
  if (config.WATCHLIST === undefined) return source;
  const stations = createStationTable(source.extraStations);
  const watchlist = await readWatchlist(config.WATCHLIST, stations);
  return { ...source, watchlist, notices: [...source.notices, ...(watchlist.notices ?? [])] };
}

function buildReal(config: Config): Source {
  const budget = planBudget({
    spacingSeconds: config.REQUEST_SPACING_SECONDS,
    perFiveMinutes: config.REQUESTS_PER_WINDOW,
  });
  const requestsPerTick = (budget.perWindow * TICK_MS) / BUDGET_WINDOW_MS;
  const pollsPerTick = Math.max(1, Math.floor(requestsPerTick * SHARE_FOR_POLLS));
  return {
    name: '12306',
    provenance: 'live',
    namespace: '12306',
    detail: `the real 12306, one request at a time, ${budget.spacingMs / 1_000} s or more between, at most ${budget.perWindow} in 5 minutes`,
    whose: "12306's",
    watchlist: buildWatchlist(DEFAULT_WATCHLIST),
    serviceHours: SERVICE_HOURS,
    pace: { ...PACE_REAL, pollsPerTick },
    budget,
    clock: { offsetDays: config.CLOCK_OFFSET_DAYS ?? 0, kept: false },
    startsAfresh: false,
    extraStations: [],
    notices: [],
    open: async () => ({ baseUrl: 'https://kyfw.12306.cn', close: async () => {} }),
  };
}

function readDouble(config: Config, realNow: Instant): Source {
  const chosen = {
    scenario: config.SCENARIO,
    ...(config.RECORDED === undefined ? {} : { recorded: config.RECORDED }),
  };
  const { startDate, watch, provenance, stationNames, notices } = readScenario(chosen);
  const isRecorded = provenance === 'recorded';
  return {
    name: 'double',
    provenance,
    namespace: isRecorded ? 'recorded' : config.SCENARIO,
    detail: isRecorded
      ? `recorded answers of 12306 (${config.RECORDED}), played back by our double`
      : `synthetic: our double of 12306 plays scenario ${config.SCENARIO}`,
    whose: "our double's",
    watchlist: buildFixedWatchlist(watch),
    // Its nights are answered like its days unless a fault plan shows them.
    serviceHours: [],
    pace: PACE_DOUBLE,
    budget: null,
    clock: {
      offsetDays: config.CLOCK_OFFSET_DAYS ?? offsetTo(startDate, realNow),
      kept: !isRecorded && config.CLOCK_OFFSET_DAYS === undefined,
    },
    startsAfresh: true,
    extraStations: stationNames,
    notices,
    async open(now) {
      const double = await startDouble({ ...chosen, now });
      return { baseUrl: double.baseUrl, close: () => double.stop() };
    },
  };
}

async function readWatchlist(path: string, stations: StationTable): Promise<Watchlist> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new ServiceError(
      `WATCHLIST cannot be read: ${String(error)}`,
      'Name a readable JSON file, or unset WATCHLIST.',
    );
  });
  return parseWatchlist(text, stations);
}
