import type { CoverageAnswer as Coverage } from '../../../http/availability-schema.ts';
import type { Provenance } from '../../../seats/schema.ts';
import { useAnswer } from '../api/use-answer.ts';
import { say } from '../language.ts';
import { changeQuery, linkTo, place } from '../navigation.ts';
import { Age } from '../parts/age.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { ScrollBox } from '../parts/scroll-box.tsx';
import { buildAddress } from '../places.ts';
import { stationName } from '../station-names.ts';
import { shortTime } from '../when.ts';

interface CoveragePage {
  provenance: Provenance;
  total: number;
  offset: number;
  entries: {
    origin: { telecode: string; name: string };
    destination: { telecode: string; name: string };
    date: string;
    coverage: Coverage;
  }[];
}

const PAGE_SIZE = 24;

/** How well each watched pair and date was looked at, with its gaps and why. */
export function CoverageTable() {
  const offset = Number(place.value.query.offset ?? 0) || 0;
  const path = buildAddress('/v1/coverage', { limit: String(PAGE_SIZE), offset: String(offset) });
  const { value, problem } = useAnswer<CoveragePage>(path, 30);
  return (
    <section>
      <h2>{say('覆盖', 'Coverage')}</h2>
      {problem !== null && <ProblemNote problem={problem} />}
      {value !== null && (
        <>
          <ScrollBox label={say('覆盖', 'Coverage')}>
            <table class="coverage small">
              <thead>
                <tr>
                  <th scope="col">{say('区间', 'Pair')}</th>
                  <th scope="col">{say('日期', 'Date')}</th>
                  <th scope="col">{say('最近', 'Last')}</th>
                  <th scope="col" class="number">
                    {say('完成/应查', 'Done of planned')}
                  </th>
                  <th scope="col">{say('缺口', 'Gaps')}</th>
                </tr>
              </thead>
              <tbody>
                {value.entries.map(({ origin, destination, date, coverage }) => (
                  <tr key={`${origin.telecode}${destination.telecode}${date}`}>
                    <td>
                      <a href={linkTo('/find', { from: origin.telecode, to: destination.telecode, date })}>
                        {stationName(origin)} → {stationName(destination)}
                      </a>
                    </td>
                    <td class="nowrap">{date}</td>
                    <td class="nowrap">
                      <Age at={coverage.lastPollAt} stale={coverage.stale && coverage.planned > 0} />
                    </td>
                    <td class="number">
                      <CoverageBar coverage={coverage} />
                    </td>
                    <td>{gapWords(coverage)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollBox>
          <Pager offset={offset} total={value.total} />
        </>
      )}
    </section>
  );
}

function CoverageBar({ coverage: { done, planned, share } }: { coverage: Coverage }) {
  return (
    <span class="nowrap">
      {done}/{planned}{' '}
      {share === null ? (
        ''
      ) : (
        <meter min={0} max={1} value={share} aria-label={say('完成比例', 'share done')} />
      )}
    </span>
  );
}

function gapWords({ gaps, lastFailure }: Coverage): string {
  const words = gaps
    .slice(-2)
    .map(({ from, to, reason }) => `${shortTime(from)}–${to === null ? '' : shortTime(to)} ${reason}`);
  if (gaps.length > 2) words.unshift(say(`共${gaps.length}处`, `${gaps.length} in all`));
  if (lastFailure !== null) words.push(`${say('最近失败', 'last failure')}: ${lastFailure.sign}`);
  return words.join('; ');
}

function Pager({ offset, total }: { offset: number; total: number }) {
  const goTo = (next: number) => changeQuery({ offset: next === 0 ? null : String(next) });
  return (
    <p class="controls">
      <button type="button" disabled={offset === 0} onClick={() => goTo(Math.max(0, offset - PAGE_SIZE))}>
        {say('上一页', 'Previous')}
      </button>
      <span class="small quiet">
        {offset + 1}–{Math.min(total, offset + PAGE_SIZE)} / {total}
      </span>
      <button type="button" disabled={offset + PAGE_SIZE >= total} onClick={() => goTo(offset + PAGE_SIZE)}>
        {say('下一页', 'Next')}
      </button>
      <a href="/v1/coverage?format=csv" download="yupiao-coverage.csv">
        CSV
      </a>
    </p>
  );
}
