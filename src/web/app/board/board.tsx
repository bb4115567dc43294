import type { WatchedAnswer } from '../../../http/watched-schema.ts';
import { useAnswer } from '../api/use-answer.ts';
import { say } from '../language.ts';
import { linkTo, place } from '../navigation.ts';
import { Heading } from '../parts/heading.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { stationNameInFull } from '../station-names.ts';
import { StationBoard } from './station-board.tsx';

/** `/board/TNV`: a station's board; `/board`: the stations there are boards of. */
export function Board() {
  const { station } = place.value;
  return station === null ? <Stations /> : <StationBoard key={station} station={station} />;
}

function Stations() {
  const { value, problem } = useAnswer<WatchedAnswer>('/v1/watched');
  return (
    <article class="page">
      <Heading text={say('车站', 'Stations')} />
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
    </article>
  );
}
