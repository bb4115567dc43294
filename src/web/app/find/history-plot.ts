import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { formatInstant } from '../../../calendar/china-time.ts';
import { say } from '../language.ts';
import { shortTime } from '../when.ts';
import { type HistoryPoints, PLENTY_LEVEL } from './history-points.ts';

const HEIGHT = 180;

/** Draws the stepped line into a box and follows its width; what it gives back takes the chart away again. */
export function drawHistory(box: HTMLElement, points: HistoryPoints): () => void {
  const style = getComputedStyle(box);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const stepped = uPlot.paths.stepped?.({ align: 1 });
  if (stepped === undefined) throw new Error('uPlot without its stepped paths');
  const axis = {
    stroke: colour('--quiet'),
    grid: { stroke: colour('--line'), width: 1 },
    font: '12px system-ui',
  };
  const plot = new uPlot(
    {
      width: box.clientWidth,
      height: HEIGHT,
      // China time whatever the reader's zone is.
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1_000), 'Asia/Shanghai'),
      scales: { x: { range: () => widen(points) }, y: { range: [-1, PLENTY_LEVEL + 1] } },
      axes: [
        {
          ...axis,
          values: (_plot, seconds) => seconds.map((at) => shortTime(formatInstant(at * 1_000))),
          space: 90,
        },
        {
          ...axis,
          splits: () => [0, 5, 10, 15, 20, PLENTY_LEVEL],
          values: (_plot, levels) => levels.map(levelWords),
          size: 44,
        },
      ],
      hooks: { drawAxes: [(drawn) => hatchUnknown(drawn, points, colour('--strong-line'))] },
      series: [
        {
          label: say('时间', 'Time'),
          value: (_plot, at) => (at === null ? '–' : shortTime(formatInstant(at * 1_000))),
        },
        {
          label: say('余票', 'Left'),
          stroke: colour('--accent'),
          fill: colour('--accent-soft'),
          width: 2,
          paths: stepped,
          spanGaps: false,
          points: { show: false },
          value: (_plot, level, _series, place) => legendWords(level, place),
        },
      ],
    },
    [points.times, points.levels],
    box,
  );
  const observer = new ResizeObserver(() => plot.setSize({ width: box.clientWidth, height: HEIGHT }));
  observer.observe(box);
  return () => {
    observer.disconnect();
    plot.destroy();
  };
}

const HATCH_PIXELS = 6;

/** Diagonal lines where no level is known, so that an empty stretch is not taken for none left. */
function hatchUnknown(
  { ctx, bbox, valToPos }: uPlot,
  { times, levels }: HistoryPoints,
  colour: string,
): void {
  const step = HATCH_PIXELS * devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  for (const [place, level] of levels.entries()) {
    const until = times[place + 1];
    if (level !== null || until === undefined) continue;
    const left = valToPos(times[place] as number, 'x', true);
    ctx.rect(left, bbox.top, valToPos(until, 'x', true) - left, bbox.height);
  }
  ctx.clip();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.beginPath();
  for (let x = bbox.left - bbox.height; x < bbox.left + bbox.width; x += step) {
    ctx.moveTo(x, bbox.top + bbox.height);
    ctx.lineTo(x + bbox.height, bbox.top);
  }
  ctx.strokeStyle = colour;
  ctx.lineWidth = devicePixelRatio;
  ctx.stroke();
  ctx.restore();
}

const LEAST_SECONDS = 20 * 60;

/** After the first poll there is one instant only, of which uPlot would make years: an axis needs some time before it. */
function widen({ from, times }: HistoryPoints): [number, number] {
  const to = times.at(-1) ?? 0;
  return [Math.min(from, to - LEAST_SECONDS), to];
}

/** Beside the name: nothing while nobody points at a place, else what was known there. */
function legendWords(level: number | null, place: number | null): string {
  if (place === null) return '–';
  return level === null ? say('未知', 'unknown') : levelWords(level);
}

function levelWords(level: number): string {
  return level === PLENTY_LEVEL ? say('有', '20+') : String(level);
}
