import { civilDateOf } from '../../../calendar/china-time.ts';
import type { VolumesAnswer } from '../../../demand/volumes-schema.ts';
import { DailyVolumes } from '../../charts/daily-volumes.tsx';
import { useAnswer } from '../api/use-answer.ts';
import { lang, say, sayBoth } from '../language.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { provenanceName } from '../parts/provenance-banner.tsx';
import { buildAddress } from '../places.ts';
import { buildVolumesCsv } from './build-csv.ts';
import { chartAddress } from './chart-address.ts';
import { ChartBox } from './chart-box.tsx';
import { ChartTools } from './chart-tools.tsx';
import { writeCitation } from './citation.ts';
import { CopyButton } from './copy-button.tsx';
import { writeVolumeSentence } from './volume-sentence.ts';
import { VolumesTable } from './volumes-table.tsx';
import { Warnings } from './warnings.tsx';

/** Official daily passengers of both seasons, aligned by lunar day. */
export function VolumesView({ season, baseline }: { season: number; baseline: number }) {
  const query = { season: String(season), baseline: String(baseline) };
  const { value, problem, waiting } = useAnswer<VolumesAnswer>(buildAddress('/v1/demand/volumes', query));
  return (
    <section class="figure-section">
      <h2>{say('客流:全国铁路每日旅客', 'Volumes: rail passengers a day')}</h2>
      {waiting && <p class="waiting">{say('正在载入…', 'Loading …')}</p>}
      {problem !== null && <ProblemNote problem={problem} />}
      {value !== null && <Volumes volumes={value} />}
    </section>
  );
}

function Volumes({ volumes }: { volumes: VolumesAnswer }) {
  const { season, baseline } = volumes;
  const sentence = writeVolumeSentence(volumes);
  const id = `volumes-${season}-${baseline}`;
  const title = {
    zh: `${season}年与${baseline}年春运全国铁路每日旅客`,
    en: `Rail passengers a day, Spring Festival seasons ${season} and ${baseline}`,
  };
  return (
    <>
      <p class="small">
        <b class="tag">{provenanceName(volumes.provenance)}</b>
      </p>
      <p class="sentence">{sayBoth(sentence)}</p>
      <p class="controls">
        <CopyButton text={sayBoth(sentence)} label={say('复制句子', 'Copy sentence')} />
        <CopyButton text={citationOf(volumes, title)[lang.value]} label={say('复制引用', 'Copy citation')} />
      </p>
      <div class="beside">
        <div class="charts">
          <ChartBox id="volumes" height={420}>
            {(look) => <DailyVolumes volumes={volumes} look={look} />}
          </ChartBox>
          <ChartTools
            name={id}
            title={sayBoth(title)}
            chart={chartAddress(id)}
            csv={buildVolumesCsv(volumes)}
          />
        </div>
        <Warnings warnings={volumes.warnings} />
      </div>
      <VolumesTable volumes={volumes} />
    </>
  );
}

function citationOf({ season, baseline, totals }: VolumesAnswer, title: { zh: string; en: string }) {
  const published = [totals.season?.actual?.source, totals.baseline?.actual?.source].filter(
    (source) => source !== undefined,
  );
  const source = published.length > 0 ? published.join('; ') : '';
  return writeCitation({
    title,
    provenance: 'official',
    source: { zh: source || '逐日官方报道', en: source || 'official daily reports' },
    method: { zh: '按距正月初一的天数对齐', en: 'Aligned by days from New Year’s Day' },
    // The reader's own day: the figures are of real life, whatever year the service's clock is in.
    readOn: civilDateOf(Date.now()),
    address: new URL(
      buildAddress('/years', { season: String(season), baseline: String(baseline) }),
      location.href,
    ).href,
  });
}
