import type { CivilDate, Instant } from '../calendar/china-time.ts';

/** When a train calls at a station, from the stored timetables. */
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
}
