import type { OdPair } from '../seats/schema.ts';
import type { Scope } from './scope-schema.ts';

/**
 * Whether a pair of the basket is in a scope. A corridor holds the pairs whose stations are both on it, in its
 * order: the other direction is another corridor. A station holds the pairs that begin there.
 */
export function inScope({ pair }: { pair: OdPair }, scope: Scope): boolean {
  switch (scope.kind) {
    case 'national':
      return true;
    case 'pair':
      return pair.from === scope.from && pair.to === scope.to;
    case 'station':
      return pair.from === scope.telecode;
    case 'corridor': {
      const from = scope.stations.indexOf(pair.from);
      return from >= 0 && scope.stations.lastIndexOf(pair.to) > from;
    }
  }
}
