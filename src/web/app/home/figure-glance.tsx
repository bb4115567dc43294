import type { Comparison } from '../../../demand/comparison-schema.ts';
import type { FiguresAnswer } from '../../../http/figures-schema.ts';
import { useAnswer } from '../api/use-answer.ts';
import { say } from '../language.ts';
import { provenanceName } from '../parts/provenance-banner.tsx';
import { buildAddress } from '../places.ts';

import { headlineWords } from '../years/headline-words.ts';

/** How fast tickets went, where a figure of both seasons is frozen; else nothing is said of it here. */
export function FigureGlance({ season, baseline }: { season: number; baseline: number }) {
  const figures = useAnswer<FiguresAnswer>('/v1/demand/figures').value?.figures ?? [];
  const isThere = figures.some(
    (one) => one.season === season && one.baseline === baseline && one.scope === 'national',
  );
  const query = { season: String(season), baseline: String(baseline) };
  const { value } = useAnswer<Comparison>(isThere ? buildAddress('/v1/demand/compare', query) : null);
  const words = value === null ? null : headlineWords(value.headline);
  if (value === null || words === null) return null;
  return (
    <p>
      <b class="big">{words.value}</b>{' '}
      <span class="small">
        ({say('95%区间', '95 % interval')} {words.interval}) {words.what}
        {value.provenance !== null && ` · ${provenanceName(value.provenance)}`}
      </span>
    </p>
  );
}
