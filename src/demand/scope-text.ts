import type { Scope } from './scope-schema.ts';

/** How scopes are written in an address, for who got it wrong. */
export const SCOPE_FORMS = 'national, a station as TNV, a pair as TNV-HGH, or a corridor as TNV-SJP-JGK';

/**
 * A scope from its text: `national`, `TNV` (pairs that begin there), `TNV-HGH` (one pair), `TNV-SJP-JGK` (a corridor,
 * three stations or more in the order a train calls at them). Null for a text that is none of these.
 */
export function parseScope(text: string): Scope | null {
  if (text === 'national') return { kind: 'national' };
  const stations = text.split('-');
  if (!stations.every((one) => /^[A-Z]{3}$/.test(one))) return null;
  if (new Set(stations).size < stations.length) return null;
  const [first, second] = stations;
  if (second === undefined) return { kind: 'station', telecode: first! };
  return stations.length === 2 ? { kind: 'pair', from: first!, to: second } : { kind: 'corridor', stations };
}

/** The text of a scope, as parseScope reads it. */
export function planScopeText(scope: Scope): string {
  switch (scope.kind) {
    case 'national':
      return 'national';
    case 'station':
      return scope.telecode;
    case 'pair':
      return `${scope.from}-${scope.to}`;
    case 'corridor':
      return scope.stations.join('-');
  }
}
