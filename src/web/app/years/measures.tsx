import type { Comparison } from '../../../demand/comparison-schema.ts';
import { say, sayBoth } from '../language.ts';
import { changeQuery, place } from '../navigation.ts';
import { ScrollBox } from '../parts/scroll-box.tsx';
import { MEASURES, type Measure, type MeasureLine, measureLines, measureName } from './measure-rows.ts';

/** Another measure of the same comparison, chosen in the address (`measure`); those without enough data say so. */
export function Measures({ comparison }: { comparison: Comparison }) {
  const asked = MEASURES.find((one) => one === place.value.query.measure) ?? firstKnown(comparison);
  const { season, baseline } = comparison;
  return (
    <div class="measures">
      <form class="controls" onSubmit={(event) => event.preventDefault()}>
        <label>
          {say('其他量度', 'Other measures')}
          <select
            name="measure"
            value={asked}
            onChange={(event) => changeQuery({ measure: event.currentTarget.value as Measure })}
          >
            {MEASURES.map((one) => (
              <option key={one} value={one}>
                {measureName(one)}
              </option>
            ))}
          </select>
        </label>
      </form>
      <ScrollBox label={measureName(asked)}>
        <table class="small">
          <thead>
            <tr>
              <th scope="col">{measureName(asked)}</th>
              <th scope="col">{season}</th>
              <th scope="col">{baseline}</th>
              <th scope="col">{say('差(95%区间)', 'Difference (95 % interval)')}</th>
            </tr>
          </thead>
          <tbody>
            {measureLines(comparison, asked).map((line) => (
              <Line key={line.name} line={line} />
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </div>
  );
}

/** Of measures that nobody chose, the first with enough data. */
function firstKnown(comparison: Comparison): Measure {
  const isKnown = (one: Measure) => measureLines(comparison, one).some((line) => !('missing' in line));
  return MEASURES.find(isKnown) ?? MEASURES[0];
}

function Line({ line }: { line: MeasureLine }) {
  if ('missing' in line) {
    return (
      <tr>
        <th scope="row">{line.name}</th>
        <td colSpan={3} class="quiet">
          {say('数据不够: ', 'too little data: ')}
          {line.missing.map(sayBoth).join(say(';', '; '))}
        </td>
      </tr>
    );
  }
  return (
    <tr>
      <th scope="row">{line.name}</th>
      <td>{line.season}</td>
      <td>{line.baseline}</td>
      <td>{line.difference}</td>
    </tr>
  );
}
