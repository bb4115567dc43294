import { KNOWN_SEASONS } from '../../../calendar/seasons.ts';
import type { VolumesAnswer } from '../../../demand/volumes-schema.ts';
import type { FiguresAnswer } from '../../../http/figures-schema.ts';
import { useAnswer } from '../api/use-answer.ts';
import { now } from '../clock.ts';
import { say } from '../language.ts';
import { changeQuery, place } from '../navigation.ts';
import { Heading } from '../parts/heading.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { buildAddress } from '../places.ts';
import { telecodeName } from '../station-names.ts';
import { ComparisonView } from './comparison-view.tsx';
import { parseYear, seasonAt } from './season-choice.ts';
import { VolumesView } from './volumes-view.tsx';

/** `/years?season=&baseline=&scope=&measure=`: one season beside another, ready to print. */
export function Years() {
  const { query } = place.value;
  const waiting = <p class="waiting">{say('正在载入…', 'Loading …')}</p>;
  const season = parseYear(query.season);
  if (season !== null) return <YearsOf season={season} />;
  return now.value === null ? waiting : <NewestYears season={seasonAt(now.value)} />;
}

/** Without a season in the address: the newest of which anything is known. */
function NewestYears({ season }: { season: number }) {
  const path = buildAddress('/v1/demand/volumes', { season: String(season), baseline: String(season - 1) });
  const { value, problem } = useAnswer<VolumesAnswer>(path);
  if (value === null && problem === null) return <p class="waiting">{say('正在载入…', 'Loading …')}</p>;
  const isEmpty = value !== null && value.coverage.season.missing === value.days.length;
  return isEmpty && season - 1 > KNOWN_SEASONS.first ? (
    <NewestYears key={season} season={season - 1} />
  ) : (
    <YearsOf season={season} />
  );
}

function YearsOf({ season }: { season: number }) {
  const { query } = place.value;
  const baseline = parseYear(query.baseline) ?? season - 1;
  const scope = parseScopeText(query.scope);
  const asked = useAnswer<FiguresAnswer>('/v1/demand/figures', 300);
  const figures = asked.value?.figures ?? null;
  const scopes = figures
    ?.filter((one) => one.season === season && one.baseline === baseline)
    .map((one) => one.scope);
  return (
    <article class="page years">
      <Heading
        text={say(
          `${season}年春运与${baseline}年春运`,
          `Spring Festival season ${season} beside ${baseline}`,
        )}
      />
      <SeasonControls season={season} baseline={baseline} scope={scope} scopes={scopes ?? []} />
      {asked.problem !== null && <ProblemNote problem={asked.problem} />}
      <ComparisonView
        key={`${season}-${baseline}-${scope}`}
        season={season}
        baseline={baseline}
        scope={scope}
        otherScope={scope === NATIONAL ? null : scopeWords(scope)}
        isThere={scopes?.includes(scope) ?? (asked.problem === null ? null : false)}
      />
      <VolumesView season={season} baseline={baseline} />
    </article>
  );
}

interface ControlsProps {
  season: number;
  baseline: number;
  scope: string;
  /** Those that have a figure. */
  scopes: string[];
}

function SeasonControls({ season, baseline, scope, scopes }: ControlsProps) {
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
      <label>
        {say('售票速度的范围', 'Scope of the sale speed')}
        <select
          value={scope}
          onChange={(event) => {
            const next = event.currentTarget.value;
            changeQuery({ season: String(season), scope: next === NATIONAL ? null : next });
          }}
        >
          {[...new Set([NATIONAL, ...scopes, scope])].map((one) => (
            <option key={one} value={one}>
              {scopeWords(one)}
            </option>
          ))}
        </select>
      </label>
    </form>
  );
}

const NATIONAL = 'national';

/** The API takes small letters as well; figures are kept under capitals. */
function parseScopeText(text = NATIONAL): string {
  return text.toLowerCase() === NATIONAL || text === '' ? NATIONAL : text.toUpperCase();
}

/** A scope as /v1/demand/compare writes it, in words. */
function scopeWords(scope: string): string {
  if (scope === NATIONAL) return say('全部可比区间', 'all matched relations');
  const names = scope.split('-').map(telecodeName);
  if (names.length === 1) return say(`${names[0]}出发`, `from ${names[0]}`);
  return names.join(names.length === 2 ? ' → ' : '–');
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
