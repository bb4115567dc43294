import type { CivilDate } from '../calendar/china-time.ts';
import type { StationFacts } from './station-facts.ts';
import type { StationOverlay } from './station-overlay.ts';

export const SALE_TIME_SOURCE =
  "12306's list of sale times of 2021-01-01 (qss.js) and gpx0214's dated station tables to 2026-01-30";

/** From `from` on the station's tickets went on sale at `time`; null: from then on not known. */
export interface SaleTimeStep {
  from: CivilDate;
  time: string | null;
  /** Where it is from, when not from the bundled lists. */
  source?: string;
}

export type SaleTimes = Map<string, SaleTimeStep[]>;

const FIRST_LIST: CivilDate = '2021-01-01';
const LAST_LIST: CivilDate = '2026-01-30';
/** A station that is gone from the last list: its time of 2021 is not carried on for ever, but for that year. */
const CLOSED_STATIONS_UNTIL: CivilDate = '2022-01-01';

/** Stations whose time is known not to have changed from December 2019 on (PROTOCOL.md section 5). */
const KNOWN_SINCE_2019: CivilDate = '2019-12-01';
const STATIONS_KNOWN_SINCE_2019 = new Set(
  'TYV TNV TDV HGH HZH NKH NJH SHH AOH TJP TXP QDK QHK BXP BJP VNP IZQ'.split(' '),
);

/** The sale times of every station as steps in time, earliest first. */
export function buildSaleTimes({ stations, saleTimeChanges }: StationFacts): SaleTimes {
  const times: SaleTimes = new Map();
  const addStep = (telecode: string, step: SaleTimeStep): void => {
    const steps = times.get(telecode);
    if (steps === undefined) times.set(telecode, [step]);
    else if (steps[steps.length - 1]?.time !== step.time) steps.push(step);
  };
  for (const { telecode, saleTime2021 } of stations) {
    const from = STATIONS_KNOWN_SINCE_2019.has(telecode) ? KNOWN_SINCE_2019 : FIRST_LIST;
    if (saleTime2021 !== null) addStep(telecode, { from, time: saleTime2021 });
  }
  for (const { telecode, day, time } of saleTimeChanges) addStep(telecode, { from: day, time });
  for (const { telecode, saleTime2026 } of stations) {
    if (saleTime2026 !== null) addStep(telecode, { from: LAST_LIST, time: saleTime2026 });
    else if (times.has(telecode)) addStep(telecode, { from: CLOSED_STATIONS_UNTIL, time: null });
  }
  return times;
}

/**
 * The steps with the lists laid over them that were read since: from its day to the last day it held a list decides.
 * A list that says what the bundled ones say adds nothing: theirs is the source that can be cited.
 */
export function overlaySaleTimes(times: SaleTimes, { saleTimes, whose }: StationOverlay): SaleTimes {
  const overlaid: SaleTimes = new Map(times);
  for (const { day, until, times: read } of saleTimes) {
    const source = `${whose} list of sale times as read on ${day}`;
    for (const { telecode, time } of read) {
      if (isConfirmed(times.get(telecode) ?? [], { day, until, time })) continue;
      const others = (overlaid.get(telecode) ?? []).filter((step) => step.from < day || step.from > until);
      const before = others.filter((step) => step.from < day);
      overlaid.set(telecode, [...before, { from: day, time, source }, ...others.slice(before.length)]);
    }
  }
  return overlaid;
}

function isConfirmed(
  steps: readonly SaleTimeStep[],
  { day, until, time }: { day: CivilDate; until: CivilDate; time: string },
): boolean {
  return (
    steps.findLast((step) => step.from <= day)?.time === time &&
    !steps.some((step) => step.from > day && step.from <= until)
  );
}

/** The step of a station's sale times in force on a sale day; undefined when nothing is known of that day. */
export function findSaleTimeStep(
  times: SaleTimes,
  telecode: string,
  saleDay: CivilDate,
): SaleTimeStep | undefined {
  return times.get(telecode)?.findLast((step) => step.from <= saleDay);
}

/** `HH:MM` at which a station's tickets went on sale on a sale day; null when not known for that day. */
export function findSaleTime(times: SaleTimes, telecode: string, saleDay: CivilDate): string | null {
  return findSaleTimeStep(times, telecode, saleDay)?.time ?? null;
}
