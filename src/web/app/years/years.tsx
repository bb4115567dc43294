import { KNOWN_SEASONS } from '../../../calendar/seasons.ts';
import { now } from '../clock.ts';
import { say } from '../language.ts';
import { changeQuery, place } from '../navigation.ts';
import { Heading } from '../parts/heading.tsx';
import { ComparisonView } from './comparison-view.tsx';
import { seasonAt } from './season-choice.ts';
import { VolumesView } from './volumes-view.tsx';

/** `/years?season=&baseline=`: one season beside another, ready to print. */
export function Years() {
  const { query } = place.value;
  if (now.value === null && !query.season) return <p class="waiting">{say('正在载入…', 'Loading …')}</p>;
  const season = Number(query.season ?? seasonAt(now.value as number));
  const baseline = Number(query.baseline ?? season - 1);
  return (
    <article class="page years">
      <Heading
        text={say(
          `${season}年春运与${baseline}年春运`,
          `Spring Festival season ${season} beside ${baseline}`,
        )}
      />
      <SeasonControls season={season} baseline={baseline} />
      <ComparisonView key={`${season}-${baseline}`} season={season} baseline={baseline} />
      <VolumesView season={season} baseline={baseline} />
    </article>
  );
}

function SeasonControls({ season, baseline }: { season: number; baseline: number }) {
  const years = Array.from(
    { length: KNOWN_SEASONS.last - KNOWN_SEASONS.first + 1 },
    (_, index) => KNOWN_SEASONS.last - index,
  );
  return (
    <form class="controls" onSubmit={(event) => event.preventDefault()}>
      <label>
        {say('春运', 'Season')}
        <select
          value={String(season)}
          onChange={(event) => {
            const next = Number(event.currentTarget.value);
            changeQuery({ season: String(next), baseline: String(next === baseline ? next - 1 : baseline) });
          }}
        >
          <YearOptions years={years} without={null} />
        </select>
      </label>
      <label>
        {say('相比', 'Beside')}
        <select
          value={String(baseline)}
          onChange={(event) => changeQuery({ season: String(season), baseline: event.currentTarget.value })}
        >
          <YearOptions years={years} without={season} />
        </select>
      </label>
    </form>
  );
}

function YearOptions({ years, without }: { years: number[]; without: number | null }) {
  return (
    <>
      {years
        .filter((year) => year !== without)
        .map((year) => (
          <option key={year} value={String(year)}>
            {year}
          </option>
        ))}
    </>
  );
}
