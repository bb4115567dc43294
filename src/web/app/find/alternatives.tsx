import type { Alternative, AlternativeKind, AlternativesAnswer } from '../../../http/alternatives-schema.ts';
import { useAnswer } from '../api/use-answer.ts';
import { say } from '../language.ts';
import { linkTo } from '../navigation.ts';
import { Age } from '../parts/age.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { SeatState } from '../parts/seat-state.tsx';
import { buildAddress } from '../places.ts';
import { stationName } from '../station-names.ts';
import { clockOf, dayWords } from '../when.ts';
import type { Offer } from './offer-detail.tsx';

const KINDS: AlternativeKind[] = ['sameCity', 'longer', 'otherDate'];

/** What else is left, from what is stored: nothing is asked of 12306 for it. */
export function Alternatives({ answer, train, seat }: Offer) {
  const path = buildAddress('/v1/alternatives', {
    from: train.origin.telecode,
    to: train.destination.telecode,
    date: answer.date,
    train: train.trainCode,
    class: seat.class,
  });
  const { value, problem, waiting } = useAnswer<AlternativesAnswer>(path);
  return (
    <section>
      <h4>{say('替代', 'Alternatives')}</h4>
      {waiting && <p class="waiting">{say('正在载入…', 'Loading …')}</p>}
      {problem !== null && <ProblemNote problem={problem} />}
      {value !== null && <AllKinds value={value} />}
    </section>
  );
}

const MOST_SHOWN = 6;

/** Kinds that have something as tables of one line each, one below the other; the rest said in a line at the end. */
function AllKinds({ value }: { value: AlternativesAnswer }) {
  const found = KINDS.map((kind) => ({ kind, some: value.alternatives.filter((one) => one.kind === kind) }));
  return (
    <div class="alternatives">
      {found.map(
        ({ kind, some }) => some.length > 0 && <Kind key={kind} kind={kind} some={some} value={value} />,
      )}
      <ul class="nothing small quiet">
        {found.map(
          ({ kind, some }) =>
            some.length === 0 && (
              <li key={kind}>
                {kindWords(kind)}: {emptyWords(value.looked[kind])}
              </li>
            ),
        )}
      </ul>
    </div>
  );
}

function Kind({
  kind,
  some,
  value,
}: {
  kind: AlternativeKind;
  some: Alternative[];
  value: AlternativesAnswer;
}) {
  const notKnown = value.notKnown.filter((one) => one.kind === kind).length;
  return (
    <div>
      <h5>
        {kindWords(kind)}
        {notKnown > 0 && (
          <span class="small quiet">
            {say(` (另有${notKnown}个没有监测)`, ` (${notKnown} more are not watched)`)}
          </span>
        )}
      </h5>
      <ul>
        {some.slice(0, MOST_SHOWN).map((one) => (
          <li key={`${one.trainNo}${one.origin.telecode}${one.destination.telecode}${one.date}`}>
            <AlternativeLine one={one} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function emptyWords(looked: number): string {
  return looked === 0
    ? say('没有监测数据,不等于没有票。', 'not watched: nothing is known, which is not none.')
    : say(`看过${looked}个,都没有余票。`, `${looked} looked at, none left.`);
}

function AlternativeLine({ one }: { one: Alternative }) {
  const { trainCode, origin, destination, departure, arrival, date, seat } = one;
  return (
    <>
      <a
        href={linkTo('/find', {
          from: origin.telecode,
          to: destination.telecode,
          date,
          train: trainCode,
          at: origin.telecode,
          class: seat.class,
        })}
      >
        {one.kind === 'otherDate' && `${dayWords(date)} `}
        {trainCode}
      </a>
      <span>
        <b>{departure === null ? '--:--' : clockOf(departure)}</b> {stationName(origin)} →{' '}
        <b>{arrival === null ? '--:--' : clockOf(arrival)}</b> {stationName(destination)}
      </span>
      <SeatState availability={seat.availability} waitlist={seat.waitlist} />
      <span class="small nowrap">
        {seat.price === null ? say('票价不详', 'no price') : `¥${seat.price}`}
        {one.extraFen !== null &&
          one.extraFen !== 0 &&
          ` (${one.extraFen > 0 ? '+' : '−'}${(Math.abs(one.extraFen) / 100).toFixed(2)})`}
      </span>
      <small>
        <Age at={seat.observedAt} stale={one.stale} />
      </small>
    </>
  );
}

function kindWords(kind: AlternativeKind): string {
  switch (kind) {
    case 'sameCity':
      return say('同城车站', 'Same-city stations');
    case 'longer':
      return say('同车多买几站', 'Longer segment of the same train');
    case 'otherDate':
      return say('前后日期', 'Neighbouring dates');
  }
}
