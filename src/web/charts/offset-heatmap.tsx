import type { Comparison } from '../../demand/comparison-schema.ts';
import { Frame, Hatch } from './frame.tsx';
import { type ChartLook, PALETTES } from './palette.ts';
import { estimateTextWidth, linear } from './scale.ts';
import { CHART_WORDS, provenanceWord } from './words.ts';

const MARGIN = { right: 12, top: 74, bottom: 30 };
/** Between a route's name and its cells, and the same again on its other side. */
const BESIDE_NAME = 8;
const ROW = 22;
/** Below this width a number does not fit its cell; it is in the description and the exports. */
const LEAST_FOR_NUMBER = 24;

/** How much of each relation's offers, by days from New Year's Day, was gone within a time of opening. */
export function OffsetHeatmap({
  comparison,
  side,
  stationName,
  look,
}: {
  comparison: Pick<Comparison, 'season' | 'baseline' | 'provenance' | 'heatmap'>;
  side: 'season' | 'baseline';
  stationName: (telecode: string) => string;
  look: ChartLook;
}) {
  const { heatmap } = comparison;
  const { routes, lunarOffsets } = heatmap;
  const cells = heatmap[side].gonePercent;
  const { width = 860, lang } = look;
  const height = MARGIN.top + routes.length * ROW + MARGIN.bottom;
  const palette = PALETTES[look.theme];
  const words = CHART_WORDS[lang];
  const nameOf = (route: { from: string; to: string }) =>
    `${stationName(route.from)}–${stationName(route.to)}`;
  // As wide as the longest name, so that none is cut off: in English some are three times as long as in Chinese.
  const left = Math.max(0, ...routes.map((route) => estimateTextWidth(nameOf(route)))) + 2 * BESIDE_NAME;
  const x = linear(0, lunarOffsets.length, left, width - MARGIN.right);
  const cellWidth = x(1) - x(0);
  const hatch = `${look.id}-hatch`;
  const fillOf = (percent: number) =>
    palette.steps[Math.min(palette.steps.length - 1, Math.floor((percent / 100) * palette.steps.length))];
  return (
    <Frame
      {...{ look, width, height }}
      title={`${comparison[side]}: ${words.gone(heatmap.withinHours)}`}
      description={routes.map((route, row) => describe(nameOf(route), cells[row] ?? [], lang)).join(' ')}
      note={`${words.heatmapKey} · ${provenanceWord(comparison.provenance, lang)}`}
    >
      <defs>
        <Hatch id={hatch} palette={palette} />
      </defs>
      <g text-anchor="middle" fill={palette.quiet} font-size="10">
        {lunarOffsets.map((offset, column) => (
          <text key={offset} x={x(column + 0.5)} y={MARGIN.top - 6}>
            {offset > 0 ? `+${offset}` : offset}
          </text>
        ))}
      </g>
      {routes.map((route, row) => (
        <g key={`${route.from}-${route.to}`}>
          <text x={left - BESIDE_NAME} y={MARGIN.top + row * ROW + 15} text-anchor="end">
            {nameOf(route)}
          </text>
          {lunarOffsets.map((offset, column) => {
            const percent = cells[row]?.[column] ?? null;
            const at = { x: x(column), y: MARGIN.top + row * ROW };
            const step = percent === null ? -1 : palette.steps.indexOf(fillOf(percent) ?? '');
            return (
              <g key={offset}>
                <rect
                  {...at}
                  width={cellWidth}
                  height={ROW}
                  fill={percent === null ? `url(#${hatch})` : fillOf(percent)}
                  stroke={palette.paper}
                />
                {percent !== null && cellWidth >= LEAST_FOR_NUMBER && (
                  <text
                    x={x(column + 0.5)}
                    y={at.y + 15}
                    text-anchor="middle"
                    font-size="10"
                    fill={step >= palette.steps.length - 2 ? palette.paper : palette.ink}
                  >
                    {Math.round(percent)}
                  </text>
                )}
              </g>
            );
          })}
        </g>
      ))}
    </Frame>
  );
}

function describe(name: string, row: readonly (number | null)[], lang: ChartLook['lang']): string {
  const words = CHART_WORDS[lang];
  const known = row.filter((percent) => percent !== null);
  const range =
    known.length === 0 ? '' : `${Math.round(Math.min(...known))}–${Math.round(Math.max(...known))} %, `;
  return `${name}: ${range}${words.unobserved} ${row.length - known.length}/${row.length}.`;
}
