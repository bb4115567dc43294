import { weekdayOf } from '../../calendar/weekday.ts';
import type { VolumesAnswer } from '../../demand/volumes-schema.ts';
import { Frame, LevelAxis } from './frame.tsx';
import { type ChartLook, PALETTES, type Palette } from './palette.ts';
import { linear, ticksTo } from './scale.ts';
import { CHART_WORDS, provenanceWord } from './words.ts';

const MARGIN = { left: 52, right: 52, top: 62, bottom: 62 };

type Day = VolumesAnswer['days'][number];
type Kind = 'actual' | 'derived' | 'forecast';
interface Point {
  offset: number;
  level: number;
  kind: Kind;
}

/** Both seasons' passengers a day, aligned by days from New Year's Day, with this season's weekdays printed. */
export function DailyVolumes({ volumes, look }: { volumes: VolumesAnswer; look: ChartLook }) {
  const { width = 860, height = 400, lang } = look;
  const palette = PALETTES[look.theme];
  const words = CHART_WORDS[lang];
  const { days, season, baseline } = volumes;
  const lines = [
    { year: season, points: pointsOf(days, 'season'), colour: palette.accent, dash: undefined },
    { year: baseline, points: pointsOf(days, 'baseline'), colour: palette.base, dash: '7 3' },
  ];
  const ticks = ticksTo(Math.max(1, ...lines.flatMap(({ points }) => points.map(({ level }) => level))), 5);
  const offsets = days.map((day) => day.lunarOffset);
  const x = linear(Math.min(...offsets), Math.max(...offsets), MARGIN.left, width - MARGIN.right);
  const y = linear(0, ticks.at(-1) ?? 1, height - MARGIN.bottom, MARGIN.top);
  return (
    <Frame
      {...{ look, width, height }}
      title={`${words.volumes}: ${season} / ${baseline}`}
      description={lines.map(({ year, points }) => describe(year, points, lang)).join(' ')}
      note={`● ${words.actual} · ○ ${words.derived} · × ${words.forecast} · ${provenanceWord(volumes.provenance, lang)}`}
    >
      <LevelAxis
        palette={palette}
        left={MARGIN.left}
        right={width - MARGIN.right}
        ticks={ticks.map((level) => ({ y: y(level), label: String(level) }))}
      />
      <line
        x1={x(0)}
        x2={x(0)}
        y1={MARGIN.top}
        y2={height - MARGIN.bottom}
        stroke={palette.quiet}
        stroke-dasharray="3 3"
      />
      <text x={x(0) + 4} y={MARGIN.top + 10} fill={palette.quiet}>
        {words.newYear}
      </text>
      {lines.map((line) => (
        <Line key={line.year} {...{ ...line, x, y, palette }} />
      ))}
      <DayLabels {...{ days, x, y: height - MARGIN.bottom + 16, palette, lang, width }} />
    </Frame>
  );
}

/** A day without any figure is left out: a break in the line, never a nought. */
function pointsOf(days: readonly Day[], side: 'season' | 'baseline'): Point[] {
  return days.flatMap((day): Point[] => {
    const { actual, derived, forecast } = day[side];
    const offset = day.lunarOffset;
    if (actual !== null) return [{ offset, level: actual.passengers10k, kind: 'actual' }];
    if (derived !== null) return [{ offset, level: derived.passengers10k, kind: 'derived' }];
    if (forecast !== null) return [{ offset, level: forecast.passengers10k, kind: 'forecast' }];
    return [];
  });
}

interface LineProps {
  year: number;
  points: readonly Point[];
  colour: string;
  dash: string | undefined;
  x(offset: number): number;
  y(level: number): number;
  palette: Palette;
}

function Line({ year, points, colour, dash, x, y, palette }: LineProps) {
  // A forecast stands for itself: it was said before the day and is joined to nothing.
  const known = points.filter(({ kind }) => kind !== 'forecast');
  const path = known
    .map(
      ({ offset, level }, place) =>
        `${known[place - 1]?.offset === offset - 1 ? 'L' : 'M'}${x(offset)} ${y(level)}`,
    )
    .join('');
  const last = known.at(-1) ?? points.at(-1);
  return (
    <g>
      <path d={path} fill="none" stroke={colour} stroke-width="2" stroke-dasharray={dash} />
      {points.map((point) => (
        <Mark
          key={point.offset}
          {...{ point, colour, palette }}
          at={{ x: x(point.offset), y: y(point.level) }}
        />
      ))}
      {last !== undefined && (
        <text x={x(last.offset) + 8} y={y(last.level) + 4} fill={colour} font-weight="600">
          {year}
        </text>
      )}
    </g>
  );
}

function Mark({
  point: { kind },
  at,
  colour,
  palette,
}: {
  point: Point;
  at: { x: number; y: number };
  colour: string;
  palette: Palette;
}) {
  if (kind === 'forecast') {
    return <path d={`M${at.x - 3} ${at.y - 3}l6 6m0 -6l-6 6`} stroke={colour} stroke-width="1.5" />;
  }
  const fill = kind === 'actual' ? colour : palette.paper;
  return <circle cx={at.x} cy={at.y} r="3" fill={fill} stroke={colour} stroke-width="1.5" />;
}

/** Offsets, and the weekday each had in the season: of the baseline it may be another. */
function DayLabels({
  days,
  x,
  y,
  palette,
  lang,
  width,
}: {
  days: readonly Day[];
  x(offset: number): number;
  y: number;
  palette: Palette;
  lang: ChartLook['lang'];
  width: number;
}) {
  const every = Math.max(1, Math.ceil((days.length * 24) / width));
  return (
    <g text-anchor="middle" fill={palette.quiet} font-size="10">
      {days.map((day) => {
        if (day.lunarOffset % every !== 0) return null;
        const letter = (date: string) => {
          const weekday = weekdayOf(date);
          return lang === 'zh' ? weekday.zh.slice(1) : weekday.en.slice(0, 2);
        };
        return (
          <g key={day.lunarOffset}>
            <text x={x(day.lunarOffset)} y={y}>
              {day.lunarOffset > 0 ? `+${day.lunarOffset}` : day.lunarOffset}
            </text>
            <text x={x(day.lunarOffset)} y={y + 15} fill={palette.accent}>
              {letter(day.season.date)}
            </text>
            <text x={x(day.lunarOffset)} y={y + 29} fill={palette.base}>
              {letter(day.baseline.date)}
            </text>
          </g>
        );
      })}
    </g>
  );
}

function describe(year: number, points: readonly Point[], lang: ChartLook['lang']): string {
  const words = CHART_WORDS[lang];
  const count = (kind: Kind) => points.filter((point) => point.kind === kind).length;
  const highest = points.reduce<Point | null>(
    (best, one) => (best !== null && best.level >= one.level ? best : one),
    null,
  );
  const peak =
    highest === null ? '' : ` ${highest.offset > 0 ? '+' : ''}${highest.offset}: ${highest.level}.`;
  return `${year}: ${words.actual} ${count('actual')}, ${words.derived} ${count('derived')}, ${words.forecast} ${count('forecast')}.${peak}`;
}
