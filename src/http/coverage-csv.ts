import { CSV_MARK, formatCsvLines } from '../csv.ts';
import type { CoverageAnswer } from './availability-schema.ts';

interface CsvEntry {
  origin: { telecode: string; name: string };
  destination: { telecode: string; name: string };
  date: string;
  coverage: CoverageAnswer;
}

const COLUMNS = [
  'from',
  'from_name',
  'to',
  'to_name',
  'date',
  'provenance',
  'planned',
  'done',
  'waiting',
  'share',
  'last_poll_at',
  'missed',
  'gaps',
] as const;

/**
 * One line a pair and date, after a byte order mark (without it spreadsheets misread Chinese). `missed` is
 * `reason=count` and `gaps` is `from/to=reason`, each parted by blanks; a gap still open has no `to`.
 */
export function formatCoverageCsv(entries: readonly CsvEntry[], provenance: string): string {
  const lines = entries.map(({ origin, destination, date, coverage }) => [
    origin.telecode,
    origin.name,
    destination.telecode,
    destination.name,
    date,
    provenance,
    coverage.planned,
    coverage.done,
    coverage.waiting,
    coverage.share === null ? '' : coverage.share.toFixed(4),
    coverage.lastPollAt ?? '',
    coverage.missed.map(({ reason, count }) => `${reason}=${count}`).join(' '),
    coverage.gaps.map(({ from, to, reason }) => `${from}/${to ?? ''}=${reason}`).join(' '),
  ]);
  return CSV_MARK + formatCsvLines([COLUMNS, ...lines]);
}
