import { parseInstant } from '../../../calendar/china-time.ts';
import type { AvailabilityAnswer } from '../../../http/availability-schema.ts';
import { now } from '../clock.ts';
import { say } from '../language.ts';
import { buildAddress } from '../places.ts';
import { stationName } from '../station-names.ts';
import { countdownWords, dayWords, shortTime } from '../when.ts';

/** When the day goes on sale at the origin: to the second while it is ahead, a line when it is past. */
export function SaleOpening({
  answer: { origin, date, saleOpensAt, trains },
}: {
  answer: AvailabilityAnswer;
}) {
  const rule = buildAddress('/v1/sale-openings', { date, station: origin.telecode });
  const opensAt = saleOpensAt === null ? null : parseInstant(saleOpensAt);
  if (saleOpensAt === null || opensAt === null) {
    return (
      <p class="note">
        {say(
          '这一天在该站的起售时间没有已知的规则。',
          'No rule is known for when this day goes on sale here.',
        )}
      </p>
    );
  }
  if (now.value === null) return null;
  const isAhead = opensAt > now.value;
  if (!isAhead && trains.length > 0) {
    return (
      <p class="small quiet">
        {say(
          `${origin.name} ${shortTime(saleOpensAt)} 起售`,
          `On sale from ${stationName(origin)} since ${shortTime(saleOpensAt)}`,
        )}{' '}
        · <a href={rule}>{say('依据', 'source')}</a>
      </p>
    );
  }
  if (!isAhead) {
    return (
      <p class="note">
        {say(
          '已到起售时间,但还没有查询到列车:余票不明。',
          'On sale by the rule, but no train has been seen yet: nothing is known.',
        )}
      </p>
    );
  }
  return (
    <section class="opening">
      <h2>{say('尚未开售', 'Not on sale yet')}</h2>
      <p>
        {say(
          `${dayWords(date)}的车票,${origin.name}站 ${shortTime(saleOpensAt)} 起售`,
          `Tickets from ${stationName(origin)} for ${dayWords(date)} go on sale at ${shortTime(saleOpensAt)} (China time)`,
        )}
      </p>
      <p class="countdown" role="timer">
        {countdownWords(opensAt - now.value)}
      </p>
      <p>
        <a
          href={buildAddress('/v1/sale-openings.ics', { date, station: origin.telecode })}
          download="sale-opening.ics"
        >
          {say('加入日历 .ics', 'Add to calendar (.ics)')}
        </a>{' '}
        · <a href={rule}>{say('依据与来源', 'rule and source')}</a>
      </p>
    </section>
  );
}
