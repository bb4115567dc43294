import { daysBetween } from '../../../calendar/china-time.ts';
import type { AvailabilityAnswer, TrainAnswer } from '../../../http/availability-schema.ts';
import { say } from '../language.ts';
import { linkTo, place } from '../navigation.ts';
import { percentWords } from '../parts/percent.ts';
import { SeatState, saleStateWords } from '../parts/seat-state.tsx';
import { stationName } from '../station-names.ts';
import { clockOf, durationWords, shortTime } from '../when.ts';
import { chosenOffer } from './chosen-offer.ts';
import { OfferDetail } from './offer-detail.tsx';
import { remarkWords, trainKind } from './train-words.ts';

/** Trains by departure, each with its classes, prices and what is left; the chosen one with its details. */
export function TrainList({ answer }: { answer: AvailabilityAnswer }) {
  const chosen = chosenOffer(answer.trains, place.value.query);
  return (
    <ol class="trains">
      {answer.trains.map((train) => {
        const isChosen = chosen?.train === train;
        return (
          <li
            key={`${train.trainNo}${train.origin.telecode}${train.destination.telecode}`}
            class={isChosen ? 'chosen' : ''}
          >
            <TrainItem
              answer={answer}
              train={train}
              chosenClass={isChosen ? (chosen.seat?.class ?? null) : null}
            />
            {isChosen && <OfferDetail answer={answer} train={train} seat={chosen.seat} />}
          </li>
        );
      })}
    </ol>
  );
}

interface ItemProps {
  answer: AvailabilityAnswer;
  train: TrainAnswer;
  chosenClass: string | null;
}

function TrainItem({ answer, train, chosenClass }: ItemProps) {
  const { origin, destination, departure, arrival, durationMinutes } = train;
  return (
    <div class="train-item">
      <h2>
        {train.trainCode} <small class="quiet">{trainKind(train.trainCode)}</small>
      </h2>
      <p class="times">
        <span>
          <b>{departure === null ? '--:--' : clockOf(departure)}</b> {stationName(origin)}
        </span>
        <span class="quiet" aria-hidden="true">
          →
        </span>
        <span>
          <b>{arrival === null ? '--:--' : clockOf(arrival)}</b>
          <sup>{daysLater(answer.date, arrival)}</sup> {stationName(destination)}
        </span>
        <span class="quiet small nowrap">
          {durationMinutes === null ? '' : durationWords(durationMinutes)}
        </span>
      </p>
      <p class="state small">
        {stateWords(train)}
        <span class="quiet refund-line">{feeWords(train)}</span>
      </p>
      <ul class="seats">
        {train.seats.map((seat) => (
          <li key={seat.class}>
            <a
              href={linkTo('/find', {
                from: place.value.query.from,
                to: place.value.query.to,
                date: answer.date,
                train: train.trainCode,
                at: origin.telecode,
                class: seat.class,
              })}
              aria-current={seat.class === chosenClass ? 'true' : undefined}
              title={say('历史、替代与退票费', 'History, alternatives and refund')}
            >
              <span class="class">{say(seat.label.zh, seat.label.en)}</span>
              <SeatState availability={seat.availability} waitlist={seat.waitlist} />
              <span class="price">
                {seat.price === null ? say('票价不详', 'no price') : `¥${seat.price}`}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function stateWords(train: TrainAnswer): string {
  const opensAt =
    train.saleState === 'notYetOnSale' && train.saleOpensAt !== null
      ? ` ${shortTime(train.saleOpensAt)}`
      : '';
  const parts = [train.departed ? say('已开车', 'departed') : `${saleStateWords(train.saleState)}${opensAt}`];
  const remark = remarkWords(train.note);
  if (remark !== null) parts.push(remark);
  if (!train.listed) parts.push(say('最新查询已不列此车', 'no longer listed'));
  if (train.timesFrom === 'timetable') parts.push(say('时刻取自存档时刻表', 'times from a stored timetable'));
  return parts.join(' · ');
}

/** What a refund costs now and when it gets dearer, where it is known. */
function feeWords({ nextFeeBoundary }: TrainAnswer): string {
  if (nextFeeBoundary === null) return '';
  const { at, currentRate, rate } = nextFeeBoundary;
  return say(
    `退票费${percentWords(currentRate)},${shortTime(at)}起${percentWords(rate)}`,
    `refund fee ${percentWords(currentRate)}, from ${shortTime(at)} ${percentWords(rate)}`,
  );
}

function daysLater(date: string, arrival: string | null): string {
  const days = arrival === null ? 0 : daysBetween(date, arrival.slice(0, 10));
  return days === 0 ? '' : `+${days}`;
}
