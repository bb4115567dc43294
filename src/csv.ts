export type CsvCell = string | number | boolean | null;

/** A byte order mark: without it spreadsheets misread Chinese. */
export const CSV_MARK = '\uFEFF';

/** Lines of RFC 4180, each ended; nothing known is an empty cell. */
export function formatCsvLines(lines: readonly (readonly CsvCell[])[]): string {
  return lines.map((line) => `${line.map(formatCell).join(',')}\r\n`).join('');
}

/** A cell that a spreadsheet would take for a formula is led by an apostrophe; quotes where RFC 4180 wants them. */
function formatCell(value: CsvCell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = String(value);
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
