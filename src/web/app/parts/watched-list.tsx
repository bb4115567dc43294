import type { WatchedAnswer } from '../../../http/watched-schema.ts';
import { useAnswer } from '../api/use-answer.ts';
import { say } from '../language.ts';
import { linkTo } from '../navigation.ts';
import { stationName, stationNameInFull } from '../station-names.ts';
import { ProblemNote } from './problem-note.tsx';

/** The stations there are boards of, each with how many relations begin there. */
export function WatchedStations() {
  const { value, problem } = useAnswer<WatchedAnswer>('/v1/watched');
  return (
    <>
      {problem !== null && <ProblemNote problem={problem} />}
      <ul class="stations">
        {value?.stations.map(({ telecode, name, pairs }) => (
          <li key={telecode}>
            <a href={linkTo(`/board/${telecode}`)}>{stationNameInFull({ telecode, name })}</a>{' '}
            <span class="quiet small">
              {say(`${pairs}个方向`, `${pairs} ${pairs === 1 ? 'relation' : 'relations'}`)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Where one can go on from a question about what is not watched: every watched pair, on the day asked for or its first. */
export function WatchedPairs({ date }: { date: string }) {
  const { value, problem } = useAnswer<WatchedAnswer>('/v1/watched');
  return (
    <section>
      <h2>{say('有查询的区间', 'Pairs that are watched')}</h2>
      {problem !== null && <ProblemNote problem={problem} />}
      <ul class="stations">
        {value?.pairs.map(({ from, to, dates }) => (
          <li key={`${from.telecode}-${to.telecode}`}>
            <a
              href={linkTo('/find', {
                from: from.telecode,
                to: to.telecode,
                date: dates.includes(date) ? date : dates[0],
              })}
            >
              {stationName(from)} → {stationName(to)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
