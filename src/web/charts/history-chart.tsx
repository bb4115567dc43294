import { type Instant, parseInstant } from '../../calendar/china-time.ts';
import type { HistoryAnswer } from '../../http/history-schema.ts';
import type { Availability } from '../../seats/schema.ts';
import { SEAT_CLASSES } from '../../seats/seat-classes.data.ts';
import { Frame, Hatch, LevelAxis } from './frame.tsx';
import { type ChartLook, PALETTES, type Palette } from './palette.ts';
import { linear, shortTime, timeTicks } from './scale.ts';
import { CHART_WORDS, provenanceWord } from './words.ts';

const MARGIN = { left: 56, right: 16, top: 62, bottom: 60 };
const MOST = 20;
/** Plenty is drawn as a band of its own above what is counted, since it has no number. */
const PLENTY = 24;

/** A stretch of one state: what was seen, or nobody looking. */
interface Span {
  from: Instant;
  to: Instant;
  availability: Availability | null;
}

/**
 * What was left of one offer since its sale opened, what nobody had looked at yet as a gap: counts as steps, plenty as a band above, a gap as a gap, and
 * states without a number as lettered blocks on the base line. Nothing is told by colour alone.
 */
export function HistoryChart({
  history,
  leg,
  stationName,
  look,
}: {
  history: HistoryAnswer;
  /** One of the history's legs. */
  leg: HistoryAnswer['legs'][number];
  stationName: (telecode: string) => string;
  look: ChartLook;
}) {
  const { lang } = look;
  const palette = PALETTES[look.theme];
  const { width = 760, height = 320 } = look;
  const words = CHART_WORDS[lang];
  const lastLook = instantOrNull(history.coverage.lastPollAt);
  const until = parseInstant(history.until) as Instant;
  const spans = arrangeSpans(history, leg, until);
  const first = spans[0]?.from ?? until;
  const x = linear(first, until, MARGIN.left, width - MARGIN.right);
  const y = linear(0, PLENTY, height - MARGIN.bottom, MARGIN.top);
  const title = `${history.train} ${stationName(leg.origin)}–${stationName(leg.destination)} ${history.date} ${SEAT_CLASSES[history.class][lang]}`;
  const hatch = `${look.id}-hatch`;
  const ticks = [0, 5, 10, 15, 20].map((level) => ({ y: y(level), label: String(level) }));
  return (
    <Frame
      {...{ look, width, height, title }}
      description={describe(spans, lang)}
      note={`${words.left} · ${provenanceWord(history.provenance, lang)} · ${words.asOf} ${shortTime(lastLook ?? until)}`}
    >
      <defs>
        <Hatch id={hatch} palette={palette} />
      </defs>
      <LevelAxis
        palette={palette}
        left={MARGIN.left}
        right={width - MARGIN.right}
        ticks={[...ticks, { y: y(PLENTY), label: lang === 'zh' ? '有' : '>20' }]}
      />
      {spans.map((span) => (
        <Block key={span.from} {...{ span, x, y, palette, hatch }} />
      ))}
      <path d={stepPath(spans, x, y)} fill="none" stroke={palette.accent} stroke-width="2" />
      {timeTicks(first, until, Math.floor(width / 90)).map(({ at, label }) => (
        <text key={at} x={x(at)} y={height - MARGIN.bottom + 34} text-anchor="middle" fill={palette.quiet}>
          {label}
        </text>
      ))}
      <text x={MARGIN.left} y={height - 8} fill={palette.quiet} font-size="11">
        {words.historyKey}
      </text>
    </Frame>
  );
}

/**
 * The changes as stretches from the sale opening on, cut by the gaps in which nobody looked; the time before the first
 * look is such a gap. What was seen before the opening is left out; all is there where the opening is not known or to come.
 */
export function arrangeSpans(
  history: Pick<HistoryAnswer, 'coverage'>,
  leg: HistoryAnswer['legs'][number],
  until: Instant,
): Span[] {
  const changes = leg.changes.map((one) => ({ ...one, at: parseInstant(one.at) as Instant }));
  const gaps = history.coverage.gaps.map((gap) => ({
    from: parseInstant(gap.from) as Instant,
    to: gap.to === null ? until : (parseInstant(gap.to) as Instant),
  }));
  const firstLook = changes[0]?.at;
  if (firstLook === undefined) return [];
  const opening = instantOrNull(leg.saleOpensAt);
  const first = opening === null || opening >= until ? firstLook : opening;
  const edges = [first, ...changes.map(({ at }) => at), ...gaps.flatMap((gap) => [gap.from, gap.to]), until];
  const times = [...new Set(edges)].filter((at) => at >= first && at <= until).sort((a, b) => a - b);
  return times.slice(0, -1).map((from, place): Span => {
    const isGap = gaps.some((gap) => from >= gap.from && from < gap.to);
    const seen = changes.findLast((change) => change.at <= from)?.availability ?? null;
    return { from, to: times[place + 1] as Instant, availability: isGap ? null : seen };
  });
}

function instantOrNull(text: string | null): Instant | null {
  return text === null ? null : parseInstant(text);
}

function levelOf(availability: Availability | null): number | null {
  if (availability?.kind === 'count') return Math.min(availability.count, MOST);
  if (availability?.kind === 'plenty') return PLENTY;
  return availability?.kind === 'none' ? 0 : null;
}

function stepPath(spans: readonly Span[], x: (at: number) => number, y: (level: number) => number): string {
  let path = '';
  let isOn = false;
  for (const { from, to, availability } of spans) {
    const level = levelOf(availability);
    if (level !== null) path += `${isOn ? `V${y(level)}` : `M${x(from)} ${y(level)}`}H${x(to)}`;
    isOn = level !== null;
  }
  return path;
}

const LETTERS: Partial<Record<Availability['kind'], string>> = {
  notOnSale: '*',
  suspended: '停',
  unknown: '?',
};

function Block({
  span,
  x,
  y,
  palette,
  hatch,
}: {
  span: Span;
  x: (at: number) => number;
  y: (level: number) => number;
  palette: Palette;
  hatch: string;
}) {
  const { from, to, availability } = span;
  const size = { x: x(from), width: Math.max(1, x(to) - x(from)) };
  if (availability === null) {
    return <rect {...size} y={y(PLENTY)} height={y(0) - y(PLENTY)} fill={`url(#${hatch})`} />;
  }
  if (availability.kind === 'plenty') {
    return (
      <rect {...size} y={y(PLENTY)} height={y(MOST) - y(PLENTY)} fill={palette.accent} fill-opacity="0.18" />
    );
  }
  if (availability.kind === 'none') {
    return <rect {...size} y={y(0)} height="7" fill={palette.ink} />;
  }
  const letter = LETTERS[availability.kind];
  if (letter === undefined) return null;
  return (
    <g>
      <rect {...size} y={y(0)} height="16" fill="none" stroke={palette.quiet} stroke-dasharray="2 2" />
      {size.width > 12 && (
        <text
          x={size.x + size.width / 2}
          y={y(0) + 12}
          text-anchor="middle"
          fill={palette.ink}
          font-size="11"
        >
          {letter}
        </text>
      )}
    </g>
  );
}

const MOST_TOLD = 12;

function describe(spans: readonly Span[], lang: ChartLook['lang']): string {
  const words = CHART_WORDS[lang];
  const told = spans.slice(-MOST_TOLD).map(({ from, availability }) => {
    const state = availability === null ? words.gap : words.state(availability);
    return `${shortTime(from)} ${state}`;
  });
  return told.join(lang === 'zh' ? ';' : '; ');
}
