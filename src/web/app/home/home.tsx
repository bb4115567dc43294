import type { WatchedAnswer } from '../../../http/watched-schema.ts';
import { useAnswer } from '../api/use-answer.ts';
import { CalendarStrip } from '../find/calendar-strip.tsx';
import { firstQuestion } from '../find/offered.ts';
import { SearchForm } from '../find/search-form.tsx';
import { say } from '../language.ts';
import { linkTo } from '../navigation.ts';
import { Heading } from '../parts/heading.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { stationName } from '../station-names.ts';
import { LowStock } from './low-stock.tsx';
import { VolumesGlance } from './volumes-glance.tsx';

/** Three doors: what each of the three people came for is already to be seen on it. */
export function Home() {
  const { value, problem } = useAnswer<WatchedAnswer>('/v1/watched');
  const first = value?.stations[0];
  const pair = firstQuestion(value);
  return (
    <article class="page">
      <Heading
        text={say('春运余票、退票费与同比', 'Rail seats, refunds and demand of the Spring Festival rush')}
      />
      {problem !== null && <ProblemNote problem={problem} />}
      <div class="doors">
        <section>
          <h2>
            <span class="who">{say('旅客', 'Travellers')}</span> {say('还有票吗', 'What is left')}
          </h2>
          <SearchForm />
          {pair.from !== '' && <CalendarStrip {...pair} upright />}
          <p>
            {say('已有车票:', 'With a ticket in hand: ')}
            <a href={linkTo('/refund')}>{say('退票费、改签与期限', 'refund fee, rebooking and deadlines')}</a>
          </p>
        </section>
        <section>
          <h2>
            <span class="who">{say('车站', 'Station staff')}</span>{' '}
            {say('哪趟车快售完了', 'What is running out')}
          </h2>
          <ul class="stations">
            {value?.stations.map((station) => (
              <li key={station.telecode}>
                <a href={linkTo(`/board/${station.telecode}`)}>{stationName(station)}</a>
              </li>
            ))}
          </ul>
          {first !== undefined && <LowStock station={first.telecode} />}
        </section>
        <section>
          <h2>
            <span class="who">{say('记者', 'Reporters')}</span> {say('今年与往年', 'This year beside others')}
          </h2>
          <VolumesGlance />
        </section>
      </div>
    </article>
  );
}
