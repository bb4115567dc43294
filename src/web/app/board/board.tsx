import { say } from '../language.ts';
import { place } from '../navigation.ts';
import { Heading } from '../parts/heading.tsx';
import { WatchedStations } from '../parts/watched-list.tsx';
import { StationBoard } from './station-board.tsx';

/** `/board/TNV`: a station's board; `/board`: the stations there are boards of. */
export function Board() {
  const { station } = place.value;
  return station === null ? <Stations /> : <StationBoard key={station} station={station} />;
}

function Stations() {
  return (
    <article class="page">
      <Heading text={say('车站', 'Stations')} />
      <WatchedStations />
    </article>
  );
}
