import { useEffect, useRef, useState } from 'preact/hooks';
import type { HistoryAnswer } from '../../../http/history-schema.ts';
import { useAnswer } from '../api/use-answer.ts';
import { lang, say } from '../language.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { ScrollBox } from '../parts/scroll-box.tsx';
import { seatWords } from '../parts/seat-state.tsx';
import { buildAddress } from '../places.ts';
import { theme } from '../theme.ts';
import { shortTime } from '../when.ts';
import { arrangeHistory } from './history-points.ts';
import type { Offer } from './offer-detail.tsx';

type Leg = HistoryAnswer['legs'][number];

/** How one class of one train sold since the sale opened: a chart with its gaps, and the changes as a table. */
export function History({ answer, train, seat }: Offer) {
  const path = buildAddress('/v1/availability/history', {
    from: answer.origin.telecode,
    to: answer.destination.telecode,
    date: answer.date,
    train: train.trainCode,
    class: seat.class,
  });
  const { value, problem, waiting } = useAnswer<HistoryAnswer>(path, 60);
  const leg = value?.legs.find(
    (one) => one.origin === train.origin.telecode && one.destination === train.destination.telecode,
  );
  return (
    <section>
      <h4>{say('开售以来', 'Since the sale opened')}</h4>
      {problem !== null && <ProblemNote problem={problem} />}
      {waiting && <p class="waiting">{say('正在载入…', 'Loading …')}</p>}
      {value !== null && leg !== undefined && (
        <>
          <HistoryChart leg={leg} history={value} />
          <Changes leg={leg} coverage={value.coverage} />
        </>
      )}
    </section>
  );
}

/** uPlot comes when a chart is wanted. It is drawn anew when the data, the language or the theme is another. */
function HistoryChart({ leg, history }: { leg: Leg; history: HistoryAnswer }) {
  const box = useRef<HTMLDivElement>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    const points = arrangeHistory(leg, history);
    let remove = () => {};
    let isGone = false;
    import('./history-plot.ts').then(
      ({ drawHistory }) => {
        if (!isGone && box.current !== null) remove = drawHistory(box.current, points);
      },
      (error: unknown) => setFailure(String(error)),
    );
    return () => {
      isGone = true;
      remove();
    };
  }, [leg, history, theme.value, lang.value]);
  if (failure !== null) return <p class="note problem">{failure}</p>;
  return (
    <figure>
      <div class="plot" ref={box} aria-hidden="true" />
      <figcaption class="small quiet">
        {say(
          '斜线处没有查询或没有数字;20张以上画在“有”线上。',
          'Hatched where nobody looked or no number is known; more than 20 is drawn on the line “20+”.',
        )}
      </figcaption>
    </figure>
  );
}

const MOST_LISTED = 40;

function Changes({ leg, coverage }: { leg: Leg; coverage: HistoryAnswer['coverage'] }) {
  const changes = leg.changes.toReversed().slice(0, MOST_LISTED);
  return (
    <details>
      <summary>
        {say(
          `${leg.changes.length}次变化与${coverage.gaps.length}处未查询`,
          `${leg.changes.length} changes and ${coverage.gaps.length} gaps`,
        )}
      </summary>
      <ScrollBox label={say('变化', 'Changes')}>
        <table class="small">
          <thead>
            <tr>
              <th scope="col">{say('时间', 'Time')}</th>
              <th scope="col">{say('变为', 'Became')}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map((change) => (
              <tr key={change.at}>
                <td>{shortTime(change.at)}</td>
                <td>
                  {seatWords(change.availability, change.waitlist).long}
                  {change.firstSeen && ` (${say('首次看到', 'first seen')})`}
                </td>
              </tr>
            ))}
            {coverage.gaps.map((gap) => (
              <tr key={gap.from}>
                <td>
                  {shortTime(gap.from)} – {gap.to === null ? '' : shortTime(gap.to)}
                </td>
                <td>
                  {say('没有查询', 'nobody looked')} ({gap.reason})
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </details>
  );
}
