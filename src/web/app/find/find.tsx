import { isCivilDate } from '../../../calendar/china-time.ts';
import type { AvailabilityAnswer } from '../../../http/availability-schema.ts';
import { useAnswer } from '../api/use-answer.ts';
import { say } from '../language.ts';
import { place } from '../navigation.ts';
import { Age } from '../parts/age.tsx';
import { Heading } from '../parts/heading.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { SeatLegend } from '../parts/seat-state.tsx';
import { WatchedPairs } from '../parts/watched-list.tsx';
import { buildAddress } from '../places.ts';
import { stationNameInFull, telecodeName } from '../station-names.ts';
import { dayWords } from '../when.ts';
import { CalendarStrip } from './calendar-strip.tsx';
import { SaleOpening } from './sale-opening.tsx';
import { SearchForm } from './search-form.tsx';
import { TrainList } from './train-list.tsx';

const EVERY_SECONDS = 20;

/** `/find?from=&to=&date=`: what is left between two cities on a day. */
export function Find() {
  const { from, to, date } = place.value.query;
  const isComplete = Boolean(from && to && date);
  return (
    <article class="page">
      {!isComplete && <Heading text={say('找票', 'Find seats')} />}
      <SearchForm key={`${from}-${to}-${date}`} />
      {isComplete && <Results from={from as string} to={to as string} date={date as string} />}
    </article>
  );
}

interface Question {
  from: string;
  to: string;
  date: string;
}

function Results({ from, to, date }: Question) {
  const asked = useAnswer<AvailabilityAnswer>(
    buildAddress('/v1/availability', { from, to, date }),
    EVERY_SECONDS,
  );
  const { value, problem, waiting } = asked;
  return (
    <>
      <div class="head">
        <Heading
          text={
            value === null
              ? questionWords(from, to, date)
              : `${stationNameInFull(value.origin)} → ${stationNameInFull(value.destination)} ${dayWords(value.date)}`
          }
        />
        {value !== null && value.trains.length > 0 && (
          <p class="freshness" role="status">
            <Age at={value.coverage.lastPollAt} stale={value.coverage.stale} />
          </p>
        )}
      </div>
      <CalendarStrip from={from} to={to} date={date} />
      {problem !== null && <ProblemNote problem={problem} />}
      {problem?.name === 'unwatched-pair' && <WatchedPairs date={date} />}
      {waiting && <p class="waiting">{say('正在查询…', 'Looking …')}</p>}
      {value !== null && <Answer answer={value} />}
    </>
  );
}

/** What was asked, while there is no answer that says it; an address may name a station by its telecode. */
function questionWords(from: string, to: string, date: string): string {
  const nameOf = (text: string) => (/^[A-Z]{3}$/.test(text) ? telecodeName(text) : text);
  return `${nameOf(from)} → ${nameOf(to)} ${isCivilDate(date) ? dayWords(date) : date}`;
}

function Answer({ answer }: { answer: AvailabilityAnswer }) {
  return (
    <>
      <SaleOpening answer={answer} />
      {answer.trains.length > 0 && (
        <>
          <TrainList answer={answer} />
          <SeatLegend />
        </>
      )}
    </>
  );
}
