import type { AvailabilityAnswer, TrainAnswer } from '../../../http/availability-schema.ts';
import { say } from '../language.ts';
import { linkTo } from '../navigation.ts';
import { percentWords } from '../parts/percent.ts';
import { shortTime } from '../when.ts';
import { Alternatives } from './alternatives.tsx';
import type { SeatAnswer } from './chosen-offer.ts';
import { History } from './history.tsx';

interface DetailProps {
  answer: AvailabilityAnswer;
  train: TrainAnswer;
  seat: SeatAnswer | null;
}

/** One class of one train: what a refund costs, how it sold, what there is instead. */
export function OfferDetail({ answer, train, seat }: DetailProps) {
  if (seat === null) return null;
  const offer = { answer, train, seat };
  return (
    <div class="detail">
      <h3>
        {train.trainCode} {say(seat.label.zh, seat.label.en)}
      </h3>
      <RefundLine {...offer} />
      <History {...offer} />
      <Alternatives {...offer} />
    </div>
  );
}

export interface Offer {
  answer: AvailabilityAnswer;
  train: TrainAnswer;
  seat: SeatAnswer;
}

/** To the refund calculator with this very ticket; the next boundary already here. */
function RefundLine({ answer, train, seat }: Offer) {
  const { nextFeeBoundary, departure, origin } = train;
  if (departure === null || seat.price === null) {
    return (
      <p class="small quiet">
        {say(
          '票价或开车时间不详,无法直接算退票费。',
          'Fare or departure is not known: no refund can be worked out here.',
        )}
      </p>
    );
  }
  const ticket = {
    fare: seat.price,
    departure: departure.slice(0, 16),
    train: train.trainCode,
    from: origin.telecode,
    to: answer.destination.telecode,
  };
  return (
    <p>
      <a class="door" href={linkTo('/refund', ticket)}>
        {say('这张票的退票费与期限', 'What refunding this ticket costs, and until when')}
      </a>{' '}
      {nextFeeBoundary !== null && (
        <span class="small quiet">
          {say(
            `现在${percentWords(nextFeeBoundary.currentRate)},${shortTime(nextFeeBoundary.at)}起${percentWords(nextFeeBoundary.rate)}`,
            `now ${percentWords(nextFeeBoundary.currentRate)}, from ${shortTime(nextFeeBoundary.at)} ${percentWords(nextFeeBoundary.rate)}`,
          )}
        </span>
      )}
    </p>
  );
}
