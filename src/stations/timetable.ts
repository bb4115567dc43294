import type { CivilDate, Instant } from '../calendar/china-time.ts';

/** When and where a train calls, from the stored timetables. */
export interface Timetable {
  /**
   * The departure of a train at a station on the day of boarding, which on an overnight train need not be the day it
   * left its first station; null when no stored timetable has it call there.
   */
  departureOf(
    trainCode: string,
    telecode: string,
    boardingDate: CivilDate,
  ): Promise<{ departure: Instant; trainNo: string; source: string } | null>;
  /** Times of one train between two of its stations, for a row that withholds them; null when not stored. */
  callsOf(
    trainNo: string,
    origin: string,
    destination: string,
    boardingDate: CivilDate,
  ): Promise<{ departure: Instant; arrival: Instant } | null>;
  /** Telecodes of a train's stops in order, null for one whose name no list knows; null when none are stored. */
  stationsOf(trainNo: string): Promise<(string | null)[] | null>;
}
