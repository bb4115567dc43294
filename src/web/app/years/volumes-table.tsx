import type { VolumesAnswer } from '../../../demand/volumes-schema.ts';
import { say } from '../language.ts';
import { ScrollBox } from '../parts/scroll-box.tsx';
import { signed } from './signed.ts';

type Day = VolumesAnswer['days'][number];
type Side = Day['season'];

/** The figures behind the chart, each with what kind it is and where it was read. */
export function VolumesTable({ volumes: { season, baseline, days } }: { volumes: VolumesAnswer }) {
  return (
    <details>
      <summary>
        {say('逐日数字与出处(万人次)', 'Figures by day with their sources (10,000 passengers)')}
      </summary>
      <ScrollBox label={say('逐日数字', 'Figures by day')}>
        <table class="small volumes">
          <thead>
            <tr>
              <th scope="col">{say('距初一', 'Offset')}</th>
              {[season, baseline].map((year) => (
                <>
                  <th scope="col">{say(`${year}年`, String(year))}</th>
                  <th scope="col" class="number">
                    {say('万人次', '10,000')}
                  </th>
                  <th scope="col">{say('出处', 'Source')}</th>
                </>
              ))}
              <th scope="col" class="number">
                {say('增减', 'Change')}
              </th>
            </tr>
          </thead>
          <tbody>
            {days.map((day) => (
              <tr key={day.lunarOffset}>
                <th scope="row">{day.lunarOffset}</th>
                <SideCells side={day.season} />
                <SideCells side={day.baseline} />
                <td class="number nowrap">{changeWords(day)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </details>
  );
}

function SideCells({ side }: { side: Side }) {
  const figure = side.actual ?? side.derived ?? side.forecast;
  return (
    <>
      <td class="nowrap">
        {side.date.slice(5)} {say(side.weekday.zh, side.weekday.en.slice(0, 3))}
      </td>
      <td class="number nowrap">
        {figure === null ? say('未知', 'unknown') : figure.passengers10k} {kindWords(side)}
      </td>
      <td>{figure?.source}</td>
    </>
  );
}

function kindWords({ actual, derived, forecast }: Side): string {
  if (actual !== null) return '';
  if (derived !== null) return say('推算', 'derived');
  return forecast === null ? '' : say('当日预计', 'forecast');
}

function changeWords({ change, comparable }: Day): string {
  if (change === null) return '';
  const text = `${signed(change.percent)}%`;
  return comparable ? text : `(${text})`;
}
