import { useState } from 'preact/hooks';
import type { WatchedAnswer } from '../../../http/watched-schema.ts';
import { useAnswer } from '../api/use-answer.ts';
import { say } from '../language.ts';
import { goTo, linkTo, place } from '../navigation.ts';
import { DayBeside } from '../parts/day-beside.tsx';
import { StationInput } from '../parts/station-input.tsx';
import { firstQuestion, offeredStations } from './offered.ts';

/** From, to and date. Filled from the address, else with what is watched first. */
export function SearchForm() {
  const watched = useAnswer<WatchedAnswer>('/v1/watched').value;
  const [changes, setChanges] = useState<{ from?: string; to?: string; date?: string }>({});
  const { from, to, date } = { ...firstQuestion(watched), ...onlyAsked(place.value.query), ...changes };
  const submit = (event: Event) => {
    event.preventDefault();
    if (from !== '' && to !== '' && date !== '') goTo(linkTo('/find', { from, to, date }));
  };
  const offered = offeredStations(watched, from);
  return (
    <search>
      <form class="controls search" action="/find" onSubmit={submit}>
        <StationInput
          name="from"
          label={say('出发', 'From')}
          value={from}
          offered={offered.from}
          onChoose={(next) => setChanges({ ...changes, from: next })}
        />
        <button
          type="button"
          class="swap"
          title={say('出发与到达对换', 'Swap from and to')}
          onClick={() => setChanges({ ...changes, from: to, to: from })}
        >
          <span aria-hidden="true">⇄</span>
          <span class="vh">{say('出发与到达对换', 'Swap from and to')}</span>
        </button>
        <StationInput
          name="to"
          label={say('到达', 'To')}
          value={to}
          offered={offered.to}
          onChoose={(next) => setChanges({ ...changes, to: next })}
        />
        <label>
          <span>
            {say('乘车日期', 'Date')} <DayBeside at={date} />
          </span>
          <input
            type="date"
            name="date"
            required
            value={date}
            onInput={(event) => setChanges({ ...changes, date: event.currentTarget.value })}
          />
        </label>
        <button type="submit" class="main">
          {say('查余票', 'Find seats')}
        </button>
      </form>
    </search>
  );
}

function onlyAsked(query: Readonly<Record<string, string>>): { from?: string; to?: string; date?: string } {
  const { from, to, date } = query;
  return { ...(from && { from }), ...(to && { to }), ...(date && { date }) };
}
