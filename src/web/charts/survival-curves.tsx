import type { Comparison } from '../../demand/comparison-schema.ts';
import { Frame, LevelAxis } from './frame.tsx';
import { type ChartLook, PALETTES } from './palette.ts';
import { linear, ticksTo } from './scale.ts';
import { CHART_WORDS, provenanceWord } from './words.ts';

const MARGIN = { left: 52, right: 76, top: 62, bottom: 46 };

type Curves = NonNullable<Comparison['curves']>;
type Curve = Curves['season'];
type Levels = Curve['survival'];

/** Both seasons' shares of offers not sold out yet, by hours since sale opening, each with its band and its name. */
export function SurvivalCurves({
  comparison,
  look,
}: {
  comparison: Pick<Comparison, 'season' | 'baseline' | 'provenance' | 'scopeName' | 'n'> & { curves: Curves };
  look: ChartLook;
}) {
  const { curves, season, baseline } = comparison;
  const { width = 760, height = 400, lang } = look;
  const palette = PALETTES[look.theme];
  const words = CHART_WORDS[lang];
  const last = curves.hours.at(-1) ?? 1;
  const x = linear(0, last, MARGIN.left, width - MARGIN.right);
  const y = linear(0, 1, height - MARGIN.bottom, MARGIN.top);
  const lines = [
    { year: season, curve: curves.season, colour: palette.accent, dash: undefined },
    // Dashed, so that the two are told apart in print without colour as well.
    { year: baseline, curve: curves.baseline, colour: palette.base, dash: '7 3' },
  ];
  const ends = spread(
    lines.map(({ curve }) => y(lastKnown(curve.survival)?.level ?? 0)),
    15,
  );
  const percents = [0, 0.25, 0.5, 0.75, 1];
  const { n } = comparison;
  const note = `${words.band} · n = ${n.season.subjects} / ${n.baseline.subjects} · ${provenanceWord(comparison.provenance, lang)}`;
  return (
    <Frame
      {...{ look, width, height, note }}
      title={`${words.stillOnSale}: ${season} / ${baseline}, ${comparison.scopeName[lang]}`}
      description={lines.map(({ year, curve }) => describe(year, curve, curves.hours, lang)).join(' ')}
    >
      <LevelAxis
        palette={palette}
        left={MARGIN.left}
        right={width - MARGIN.right}
        ticks={percents.map((share) => ({ y: y(share), label: `${share * 100} %` }))}
      />
      {lines.map(({ year, curve, colour }) => (
        <path key={year} d={bandPath(curve, curves.hours, x, y)} fill={colour} fill-opacity="0.16" />
      ))}
      {lines.map(({ year, curve, colour, dash }) => (
        <path
          key={year}
          d={stepPath(curve.survival, curves.hours, x, y)}
          fill="none"
          stroke={colour}
          stroke-width="2"
          stroke-dasharray={dash}
        />
      ))}
      {lines.map(({ year, curve, colour }, place) => (
        <text
          key={year}
          x={x(lastKnown(curve.survival, curves.hours)?.hours ?? last) + 6}
          y={(ends[place] ?? 0) + 4}
          fill={colour}
          font-weight="600"
        >
          {year}
        </text>
      ))}
      {ticksTo(last, Math.floor(width / 90))
        .filter((hours) => hours <= last)
        .map((hours) => (
          <text
            key={hours}
            x={x(hours)}
            y={height - MARGIN.bottom + 18}
            text-anchor="middle"
            fill={palette.quiet}
          >
            {hours}
          </text>
        ))}
      <text x={width - MARGIN.right} y={height - 10} text-anchor="end" fill={palette.quiet}>
        {words.hoursAfterOpening}
      </text>
    </Frame>
  );
}

function lastKnown(levels: Levels, hours: readonly number[] = []): { level: number; hours: number } | null {
  const place = levels.findLastIndex((level) => level !== null);
  return place < 0 ? null : { level: levels[place] as number, hours: hours[place] ?? 0 };
}

/** Where labels would lie on one another, they are moved apart. */
function spread(ys: readonly number[], least: number): number[] {
  const [a = 0, b = 0] = ys;
  const missing = least - Math.abs(a - b);
  if (missing <= 0) return [a, b];
  const sign = a <= b ? -1 : 1;
  return [a + (sign * missing) / 2, b - (sign * missing) / 2];
}

function stepPath(
  levels: Levels,
  hours: readonly number[],
  x: (hours: number) => number,
  y: (share: number) => number,
): string {
  let path = '';
  let isOn = false;
  for (const [place, level] of levels.entries()) {
    const at = x(hours[place] as number);
    if (level !== null) path += isOn ? `H${at}V${y(level)}` : `M${at} ${y(level)}`;
    isOn = level !== null;
  }
  return path;
}

/** Each run of defined limits as one closed outline of steps. */
function bandPath(
  { lower, upper }: Curve,
  hours: readonly number[],
  x: (hours: number) => number,
  y: (share: number) => number,
): string {
  const runs: number[][] = [];
  for (const place of hours.keys()) {
    if (lower[place] == null || upper[place] == null) continue;
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1) === place - 1) run.push(place);
    else runs.push([place]);
  }
  const outline = (run: readonly number[]) => {
    const there = run.map((place) => ({ at: x(hours[place] as number), y: y(upper[place] as number) }));
    const back = run
      .map((place) => ({ at: x(hours[place] as number), y: y(lower[place] as number) }))
      .reverse();
    const [first] = there;
    let path = first === undefined ? '' : `M${first.at} ${first.y}`;
    for (const point of there.slice(1)) path += `H${point.at}V${point.y}`;
    for (const [place, point] of back.entries())
      path += place === 0 ? `V${point.y}` : `V${point.y}H${point.at}`;
    return `${path}Z`;
  };
  return runs.map(outline).join('');
}

/** Each curve at a few fixed hours. */
function describe(
  year: number,
  { survival }: Curve,
  hours: readonly number[],
  lang: ChartLook['lang'],
): string {
  const told = [1, 24, 72, 168, 312].flatMap((wanted) => {
    const place = hours.findLastIndex((at) => at <= wanted);
    const level = survival[place];
    if (level == null || (hours.at(-1) ?? 0) < wanted) return [];
    return [`${wanted} h ${Math.round(level * 100)} %`];
  });
  return `${year}: ${told.join(lang === 'zh' ? '、' : ', ')}.`;
}
