import { CODE_SOURCES } from './sources-code.data.ts';
import { NOTICE_SOURCES } from './sources-notices.data.ts';
import { REPORT_SOURCES } from './sources-reports.data.ts';

/**
 * Where the rules come from. S.. is a published page, G.. a copy of 12306's own text found in public code.
 * Many S.. addresses are reprints on poor mirror sites: a fact marked high appears in two or more
 * independent copies, or on the publisher's own site.
 */
export interface Source {
  title: string;
  publisher: string;
  /** As exactly as known: a day, a month, a year, or null. */
  date: string | null;
  /** As published, without scheme; null where the page has no known address. */
  address: string | null;
}

export const SOURCES = { ...NOTICE_SOURCES, ...REPORT_SOURCES, ...CODE_SOURCES } satisfies Record<
  string,
  Source
>;

export type SourceCode = keyof typeof SOURCES;
