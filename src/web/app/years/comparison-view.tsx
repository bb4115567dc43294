import { civilDateOf } from '../../../calendar/china-time.ts';
import type { Comparison } from '../../../demand/comparison-schema.ts';
import { OffsetHeatmap } from '../../charts/offset-heatmap.tsx';
import { SurvivalCurves } from '../../charts/survival-curves.tsx';
import type { Problem } from '../api/fetch-answer.ts';
import { useAnswer } from '../api/use-answer.ts';
import { now } from '../clock.ts';
import { lang, say, sayBoth } from '../language.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { provenanceName } from '../parts/provenance-banner.tsx';
import { buildAddress } from '../places.ts';
import { buildCurvesCsv } from './build-csv.ts';
import { chartAddress } from './chart-address.ts';
import { ChartBox } from './chart-box.tsx';
import { ChartTools } from './chart-tools.tsx';
import { writeCitation } from './citation.ts';
import { CopyButton } from './copy-button.tsx';
import { HeadlineFigure } from './headline.tsx';
import { useStationNames } from './station-names.ts';
import { Warnings } from './warnings.tsx';

/** A comparison, and once it is frozen the id under which it is cited and drawn. */
type Answer = Comparison & { id?: string };

/** How fast tickets went, this season beside the other: the figure, its curves and its heatmap. */
export function ComparisonView({ season, baseline }: { season: number; baseline: number }) {
  const query = { season: String(season), baseline: String(baseline) };
  const { value, problem, waiting } = useAnswer<Answer>(buildAddress('/v1/demand/compare', query));
  return (
    <section class="figure-section">
      <h2>{say('售票速度:首次售完之前', 'How fast tickets went: time to the first sell-out')}</h2>
      {waiting && <p class="waiting">{say('正在载入…', 'Loading …')}</p>}
      {problem !== null && <NoFigure problem={problem} season={season} baseline={baseline} />}
      {value !== null && <Figure comparison={value} />}
    </section>
  );
}

/** No figure is an answer of its own: it must not look like "no change". */
function NoFigure({ problem, season, baseline }: { problem: Problem; season: number; baseline: number }) {
  if (problem.status !== 404 && problem.status !== 409) return <ProblemNote problem={problem} />;
  return (
    <p class="note">
      {say(
        `${season}年与${baseline}年的售票速度还没有可引用的数字:两年都要有足够的查询记录。没有数字不等于没有变化。`,
        `There is no figure yet for how fast tickets went in ${season} beside ${baseline}: both seasons need enough polls. No figure does not mean no change.`,
      )}
    </p>
  );
}

function Figure({ comparison }: { comparison: Answer }) {
  const { provenance, headline, sentence, n, warnings, tauReason } = comparison;
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
        <CopyButton text={citationOf(comparison)[lang.value]} label={say('复制引用', 'Copy citation')} />
      </p>
      <div class="beside">
        <div class="charts">
          <Curves comparison={comparison} />
          <Heatmap comparison={comparison} />
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
      {id !== undefined && (
        <ChartTools
          name={`curves-${season}-${baseline}`}
          title={title}
          chart={chartAddress(`curves-${id}`)}
          csv={buildCurvesCsv(comparison)}
        />
      )}
    </>
  );
}

function Heatmap({ comparison }: { comparison: Answer }) {
  const { routes, lunarOffsets } = comparison.heatmap;
  const nameOf = useStationNames();
  if (routes.length === 0 || lunarOffsets.length === 0) return null;
  return (
    <>
      {(['season', 'baseline'] as const).map((side) => (
        <ChartBox key={side} id={`heatmap-${side}`} height={400}>
          {(look) => <OffsetHeatmap comparison={comparison} side={side} stationName={nameOf} look={look} />}
        </ChartBox>
      ))}
    </>
  );
}

function citationOf({ id, season, baseline, provenance, sentence, method }: Answer) {
  return writeCitation({
    title: sentence,
    provenance: provenance ?? 'synthetic',
    source: { zh: '余票对12306余票数据的查询记录', en: "yupiao's polls of 12306 seat data" },
    method: {
      zh: `方法 ${method.name.zh} ${method.version}`,
      en: `Method ${method.name.en} ${method.version}`,
    },
    readOn: now.value === null ? '' : civilDateOf(now.value),
    address: new URL(
      buildAddress('/years', { season: String(season), baseline: String(baseline), figure: id }),
      location.href,
    ).href,
  });
}
