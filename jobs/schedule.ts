/**
 * The cron table, in China time. Ticks that were missed (a sleeping laptop) are not made up for: the plan looks
 * at what is due, not at what was skipped.
 */
export const SCHEDULE = {
  /** Plan and enqueue the polls that are due: every tick of upstream/poll-schedule.ts, at :00 and :30. */
  planPolls: '*/30 * * * * *',
  /** Ask for the stops of trains seen on the boards whose timetable we do not hold yet. */
  refreshTimetables: '*/10 * * * *',
  /** Ask for the station list and the sale times, if today's have not come yet; inside the service hours. */
  refreshLists: '20 9,14,19 * * *',
  /** Write down what the seasons look like side by side; nothing is on sale then. */
  freezeFigures: '30 3 * * *',
  /** Take up the lists that another process has refreshed. */
  followLists: '* * * * *',
} as const;

/** The lists are asked for at some moment of the half hour after their time, as nobody waits for them. */
export const REFRESH_LISTS_JITTER_MS = 30 * 60_000;

export const SCHEDULE_ZONE = 'Asia/Shanghai';
