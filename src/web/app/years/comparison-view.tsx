import type { Comparison } from '../../../demand/comparison-schema.ts';
import { OffsetHeatmap } from '../../charts/offset-heatmap.tsx';
import { SurvivalCurves } from '../../charts/survival-curves.tsx';
import type { Problem } from '../api/fetch-answer.ts';
import { useAnswer } from '../api/use-answer.ts';
import { say, sayBoth } from '../language.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { provenanceName } from '../parts/provenance-banner.tsx';
import { buildAddress } from '../places.ts';
import { telecodeName } from '../station-names.ts';
import { chartAddress } from './chart-address.ts';
import { ChartBox } from './chart-box.tsx';
import { ChartTools } from './chart-tools.tsx';
import { CopyButton } from './copy-button.tsx';
import { FigureCitation, FigureFiles } from './figure-citation.tsx';
import { HeadlineFigure } from './headline.tsx';
import { Measures } from './measures.tsx';
import { Warnings } from './warnings.tsx';

/** A comparison and the id under which it is frozen, cited and drawn. */
type Answer = Comparison & { id: string };

interface ViewProps {
  season: number;
  baseline: number;
  scope: string;
  /** In words, when it is not the national one: who asked for it is told that it is this which has no figure. */
  otherScope: string | null;
  /** Whether a figure is frozen of this question; null while that is not known. */
  isThere: boolean | null;
}

/** How fast tickets went, this season beside the other: the figure, its curves and its heatmap. */
export function ComparisonView({ season, baseline, scope, otherScope, isThere }: ViewProps) {
  const query = { season: String(season), baseline: String(baseline), scope };
  const { value, problem, waiting } = useAnswer<Answer>(
    isThere === true ? buildAddress('/v1/demand/compare', query) : null,
  );
  return (
    <section class="figure-section">
      <h2>{say('售票速度:首次售完之前', 'How fast tickets went: time to the first sell-out')}</h2>
      {(waiting || isThere === null) && <p class="waiting">{say('正在载入…', 'Loading …')}</p>}
      {isThere === false && <NoFigure season={season} baseline={baseline} otherScope={otherScope} />}
      {problem !== null && <FigureProblem {...{ problem, season, baseline, otherScope }} />}
      {value !== null && <Figure comparison={value} />}
    </section>
  );
}

type Asked = Pick<ViewProps, 'season' | 'baseline' | 'otherScope'>;

/** No figure is an answer of its own: it must not look like "no change". */
function NoFigure({ season, baseline, otherScope }: Asked) {
  return (
    <p class="note">
      {otherScope !== null &&
        say(
          `所选范围“${otherScope}”没有数字,可另选范围。`,
          `The scope asked for, “${otherScope}”, has none; another can be chosen. `,
        )}
      {say(
        `${season}年与${baseline}年的售票速度还没有可引用的数字:两年都要有足够的查询记录。没有数字不等于没有变化。`,
        `There is no figure yet for how fast tickets went in ${season} beside ${baseline}: both seasons need enough polls. No figure does not mean no change.`,
      )}
    </p>
  );
}

function FigureProblem({ problem, ...asked }: Asked & { problem: Problem }) {
  return problem.status === 404 ? <NoFigure {...asked} /> : <ProblemNote problem={problem} />;
}

function Figure({ comparison }: { comparison: Answer }) {
  const { id, provenance, headline, sentence, n, warnings, tauReason } = comparison;
  return (
    <>
      <p class="small">
        {provenance !== null && <b class={`tag ${provenance}`}>{provenanceName(provenance)}</b>}{' '}
        <span class="quiet">
          {sayBoth(comparison.scopeName)} ·{' '}
          {say(
            `${n.routes}个区间,${n.season.subjects}与${n.baseline.subjects}个可比席位`,
            `${n.routes} relations, ${n.season.subjects} and ${n.baseline.subjects} matched offers`,
          )}{' '}
          · {sayBoth(tauReason)}
        </span>
      </p>
      <HeadlineFigure headline={headline} />
      <p class="sentence">{sayBoth(sentence)}</p>
      <p class="controls">
        <CopyButton text={sayBoth(sentence)} label={say('复制句子', 'Copy sentence')} />
        <FigureCitation id={id} />
      </p>
      <div class="beside">
        <div class="charts">
          <Curves comparison={comparison} />
          <Measures comparison={comparison} />
          <Heatmap comparison={comparison} />
          <FigureFiles id={id} />
        </div>
        <Warnings warnings={warnings} />
      </div>
    </>
  );
}

function Curves({ comparison }: { comparison: Answer }) {
  const { curves, id, season, baseline } = comparison;
  if (curves === null) return null;
  const title = say(`${season}年与${baseline}年售票速度`, `How fast tickets went, ${season} and ${baseline}`);
  return (
    <>
      <ChartBox id="curves" height={400}>
        {(look) => <SurvivalCurves comparison={{ ...comparison, curves }} look={look} />}
      </ChartBox>
      <ChartTools
        name={`curves-${season}-${baseline}`}
        title={title}
        chart={chartAddress(`curves-${id}`)}
        csv={{ address: `/v1/citations/${id}/curves.csv` }}
      />
    </>
  );
}

function Heatmap({ comparison }: { comparison: Answer }) {
  const { heatmap, id, season, baseline } = comparison;
  const { routes, lunarOffsets } = heatmap;
  if (routes.length === 0 || lunarOffsets.length === 0) return null;
  const title = say(
    `${season}年与${baseline}年各区间售完比例`,
    `Share gone by relation, ${season} and ${baseline}`,
  );
  return (
    <>
      {(['season', 'baseline'] as const).map((side) => (
        <div key={side} class="charts">
          <ChartBox id={`heatmap-${side}`} height={400}>
            {(look) => (
              <OffsetHeatmap comparison={comparison} side={side} stationName={telecodeName} look={look} />
            )}
          </ChartBox>
          <ChartTools
            name={`heatmap-${comparison[side]}`}
            title={title}
            chart={chartAddress(side === 'season' ? `heatmap-${id}` : `heatmap-${id}-baseline`)}
            csv={{ address: `/v1/citations/${id}/heatmap.csv` }}
          />
        </div>
      ))}
    </>
  );
}
