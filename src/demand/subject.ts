/**
 * One subject of a survival analysis: a train, a boarding and alighting station, a departure date and a seat class
 * (METHODS.md 5.1). The clock starts when its tickets go on sale; the event is that they are gone.
 */
export interface Subject {
  /** Hours (or any one unit) from the start of the clock to the event, or to the last moment it was observed. */
  time: number;
  /** True: gone at `time`. False: still on sale then, and unknown after it (right-censored). */
  event: boolean;
  /** Late entry: watched only after this time. Absent or 0: from the start of the clock. */
  entry?: number;
}

/** Many subjects, one a row: for seasons of a million. */
export interface SubjectColumns {
  time: Float64Array;
  /** 1: gone at `time`. 0: right-censored. */
  event: Uint8Array;
  /** Null: all watched from the start of the clock. */
  entry: Float64Array | null;
}

export function columnsOf(subjects: readonly Subject[]): SubjectColumns {
  const isLate = subjects.some(({ entry = 0 }) => entry !== 0);
  return {
    time: Float64Array.from(subjects, ({ time }) => time),
    event: Uint8Array.from(subjects, ({ event }) => (event ? 1 : 0)),
    entry: isLate ? Float64Array.from(subjects, ({ entry = 0 }) => entry) : null,
  };
}

/**
 * Throws RangeError where a subject cannot be meant: a time that is no number or before the clock, or an entry that
 * is not before the time.
 */
export function checkSubject({ time, entry = 0 }: Pick<Subject, 'time' | 'entry'>): void {
  if (!Number.isFinite(time) || time < 0) throw new RangeError(`expected a time of 0 or more, got ${time}`);
  if (!Number.isFinite(entry) || entry < 0)
    throw new RangeError(`expected an entry of 0 or more, got ${entry}`);
  if (entry > 0 && entry >= time) throw new RangeError(`expected an entry before ${time}, got ${entry}`);
}
