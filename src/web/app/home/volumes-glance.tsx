import { KNOWN_SEASONS } from '../../../calendar/seasons.ts';
import type { VolumesAnswer } from '../../../demand/volumes-schema.ts';
import { useAnswer } from '../api/use-answer.ts';
import { now } from '../clock.ts';
import { say } from '../language.ts';
import { linkTo } from '../navigation.ts';
import { buildAddress } from '../places.ts';
import { seasonAt } from '../years/season-choice.ts';
import { signed } from '../years/signed.ts';
import { levelOf } from '../years/volume-sentence.ts';
import { FigureGlance } from './figure-glance.tsx';

/** The season beside the one before, as the first lines of the reporter's view. */
export function VolumesGlance() {
  const season = now.value === null ? null : seasonAt(now.value);
  return season === null ? null : <Glance season={season} baseline={season - 1} />;
}

/** Of a season of which nothing is published yet, the one before it is shown. */
function Glance({ season, baseline }: { season: number; baseline: number }) {
  const query = { season: String(season), baseline: String(baseline) };
  const { value } = useAnswer<VolumesAnswer>(buildAddress('/v1/demand/volumes', query));
  if (value === null) return null;
  const change = value.totals.changes[0];
  if (change === undefined && baseline > KNOWN_SEASONS.first) {
    return <Glance key={baseline} season={baseline} baseline={baseline - 1} />;
  }
  return (
    <>
      <FigureGlance season={season} baseline={baseline} />
      {change !== undefined && (
        <div>
          <p>
            <b class="big">{signed(change.percent)}%</b>{' '}
            <span class="small">
              {say(
                `铁路旅客,${season}年春运比${baseline}年 (${change.basis === 'published' ? '官方公布' : '据官方数字计算'})`,
                `rail passengers, ${season} season beside ${baseline} (${change.basis === 'published' ? 'as published' : 'from official figures'})`,
              )}
            </span>
          </p>
          <Totals volumes={value} />
        </div>
      )}
      <p>
        <a class="door" href={linkTo('/years', query)}>
          {say('曲线、逐日客流、图表与引用', 'Curves, daily volumes, charts and a citation')}
        </a>
      </p>
      <ul class="small seasons">
        {Array.from({ length: 4 }, (_, step) => season - 1 - step).map((year) => (
          <li key={year}>
            <a href={linkTo('/years', { season: String(year), baseline: String(year - 1) })}>
              {say(`${year}年与${year - 1}年`, `${year} beside ${year - 1}`)}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Both totals as bars on one scale from zero. */
function Totals({ volumes: { season, baseline, totals } }: { volumes: VolumesAnswer }) {
  const sides = [
    { year: season, level: levelOf(totals.season) },
    { year: baseline, level: levelOf(totals.baseline) },
  ];
  const highest = Math.max(...sides.map(({ level }) => level ?? 0));
  return (
    <dl class="totals">
      {sides.map(({ year, level }) => (
        <div key={year}>
          <dt>{year}</dt>
          <dd>
            {level === null ? (
              say('总量未知', 'total unknown')
            ) : (
              <>
                <span class="bar" style={{ width: `${(level / highest) * 100}%` }} />
                <span>
                  {say(`${(level / 10_000).toFixed(2)}亿人次`, `${(level / 100).toFixed(0)} million`)}
                </span>
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
