/** A source as the answers carry it. */
interface SourceLine {
  code: string;
  title: string;
  publisher: string;
  date: string | null;
  address: string | null;
}

/** One line a source, so that a code beside a rule can be looked up without --json. */
export function describeSources(sources: readonly SourceLine[]): string {
  return sources
    .map(
      ({ code, title, publisher, date, address }) =>
        `${code.padEnd(4)} ${[title, publisher, date, address].filter((part) => part !== null && part !== '').join('; ')}`,
    )
    .join('\n');
}
