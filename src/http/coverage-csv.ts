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
  return `\uFEFF${[COLUMNS, ...lines].map((line) => line.map(formatCell).join(',')).join('\r\n')}\r\n`;
}

/** A cell that a spreadsheet would take for a formula is led by an apostrophe; quotes where RFC 4180 wants them. */
function formatCell(value: string | number): string {
  const text = String(value);
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
