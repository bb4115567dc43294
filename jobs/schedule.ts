/**
 * The cron table, in China time. Ticks that were missed (a sleeping laptop) are not made up for: the plan looks
 * at what is due, not at what was skipped.
 */
export const SCHEDULE = {
  /** Plan and enqueue the polls that are due: every tick of upstream/poll-schedule.ts, at :00 and :30. */
  planPolls: '*/30 * * * * *',
  /** Ask for the stops of trains seen on the boards whose timetable we do not hold yet. */
  refreshTimetables: '*/10 * * * *',
} as const;

export const SCHEDULE_ZONE = 'Asia/Shanghai';
