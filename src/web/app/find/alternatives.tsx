import type { Alternative, AlternativeKind, AlternativesAnswer } from '../../../http/alternatives-schema.ts';
import { useAnswer } from '../api/use-answer.ts';
import { say } from '../language.ts';
import { linkTo } from '../navigation.ts';
import { Age } from '../parts/age.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { SeatState } from '../parts/seat-state.tsx';
import { buildAddress } from '../places.ts';
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
      {value !== null && (
        <div class="alternatives">
          {KINDS.map((kind) => (
            <KindOfAlternatives key={kind} kind={kind} value={value} />
          ))}
        </div>
      )}
    </section>
  );
}

const MOST_SHOWN = 6;

function KindOfAlternatives({ kind, value }: { kind: AlternativeKind; value: AlternativesAnswer }) {
  const found = value.alternatives.filter((one) => one.kind === kind);
  const notKnown = value.notKnown.filter((one) => one.kind === kind).length;
  const words = kindWords(kind);
  return (
    <div>
      <h5>{words}</h5>
      {found.length === 0 && (
        <p class="small quiet">
          {value.looked[kind] === 0
            ? say('没有监测数据,不等于没有票。', 'Not watched: nothing is known, which is not none.')
            : say(`看过${value.looked[kind]}个,都没有余票。`, `${value.looked[kind]} looked at, none left.`)}
        </p>
      )}
      <ul>
        {found.slice(0, MOST_SHOWN).map((one) => (
          <li key={`${one.trainNo}${one.origin.telecode}${one.destination.telecode}${one.date}`}>
            <AlternativeLine one={one} />
          </li>
        ))}
      </ul>
      {notKnown > 0 && (
        <p class="small quiet">{say(`另有${notKnown}个没有监测。`, `${notKnown} more are not watched.`)}</p>
      )}
    </div>
  );
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
        {trainCode} {origin.name} {departure === null ? '' : clockOf(departure)} → {destination.name}{' '}
        {arrival === null ? '' : clockOf(arrival)}
      </a>{' '}
      <SeatState availability={seat.availability} waitlist={seat.waitlist} />{' '}
      <span class="small nowrap">
        {seat.price === null ? say('票价不详', 'no price') : `¥${seat.price}`}
        {one.extraFen !== null &&
          one.extraFen !== 0 &&
          ` (${one.extraFen > 0 ? '+' : '−'}${(Math.abs(one.extraFen) / 100).toFixed(2)})`}
      </span>{' '}
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
