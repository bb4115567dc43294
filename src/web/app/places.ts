/** The pages by their address. Pure: an address comes in, a place or an address goes out. */

export type View = 'home' | 'board' | 'find' | 'refund' | 'years' | 'status' | 'nowhere';
export type Query = Readonly<Record<string, string>>;

/** Where the reader is: the view, the station of a board, and all else that the address holds. */
export interface Place {
  view: View;
  /** Telecode in the path of a board; null elsewhere. */
  station: string | null;
  query: Query;
}

const PATHS: Record<string, View> = {
  '/': 'home',
  '/board': 'board',
  '/find': 'find',
  '/refund': 'refund',
  '/years': 'years',
  '/status': 'status',
};

/** Reads path and query (`/board/TNV?date=2021-02-09`); of a parameter given twice the last counts. */
export function parsePlace(address: string): Place {
  const url = new URL(address, 'http://here');
  const query = Object.fromEntries(url.searchParams);
  const board = /^\/board\/([A-Za-z]{3})\/?$/.exec(url.pathname);
  if (board !== null) return { view: 'board', station: (board[1] as string).toUpperCase(), query };
  const path = url.pathname.length > 1 ? url.pathname.replace(/\/$/, '') : url.pathname;
  return { view: PATHS[path] ?? 'nowhere', station: null, query };
}

/** An address within the app; parameters that are null, undefined or empty are left out. */
export function buildAddress(
  path: string,
  query: Readonly<Record<string, string | null | undefined>> = {},
): string {
  const kept = Object.entries(query).filter(
    (entry): entry is [string, string] => entry[1] !== null && entry[1] !== undefined && entry[1] !== '',
  );
  const text = new URLSearchParams(kept).toString();
  return text === '' ? path : `${path}?${text}`;
}
