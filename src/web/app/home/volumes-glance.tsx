import type { VolumesAnswer } from '../../../demand/volumes-schema.ts';
import { useAnswer } from '../api/use-answer.ts';
import { now } from '../clock.ts';
import { say } from '../language.ts';
import { linkTo } from '../navigation.ts';
import { buildAddress } from '../places.ts';
import { seasonAt } from '../years/season-choice.ts';

/** The official total of the season beside the one before, as the first line of the reporter's view. */
export function VolumesGlance() {
  const season = now.value === null ? null : seasonAt(now.value);
  return season === null ? null : <Glance season={season} baseline={season - 1} />;
}

function Glance({ season, baseline }: { season: number; baseline: number }) {
  const query = { season: String(season), baseline: String(baseline) };
  const { value } = useAnswer<VolumesAnswer>(buildAddress('/v1/demand/volumes', query));
  const change = value?.totals.changes[0];
  return (
    <>
      {change !== undefined && (
        <p>
          <b class="big">
            {change.percent > 0 ? `+${change.percent}` : String(change.percent).replace('-', '−')}%
          </b>{' '}
          <span class="small">
            {say(
              `铁路旅客,${season}年春运比${baseline}年 (${change.basis === 'published' ? '官方公布' : '据官方数字计算'})`,
              `rail passengers, ${season} season beside ${baseline} (${change.basis === 'published' ? 'as published' : 'from official figures'})`,
            )}
          </span>
        </p>
      )}
      <p>
        <a href={linkTo('/years', query)}>
          {say('曲线、逐日客流、图表与引用', 'Curves, daily volumes, charts and a citation')}
        </a>
      </p>
    </>
  );
}
