import type { SparkPoint } from '../../../http/board-schema.ts';

const WIDTH = 72;
const HEIGHT = 18;
const TOP_LEVEL = 21;
/** Share of the time since the opening after which a first sight is too late for a line. */
const LEAST_SEEN = 0.97;

/** A class since its sale opened, as a stepped line; broken where nobody looked. The cell beside it says the state. */
export function Sparkline({ points, untilHours }: { points: readonly SparkPoint[]; untilHours: number }) {
  const x = (hours: number) => ((hours / untilHours) * WIDTH).toFixed(1);
  const y = (level: number) => (1.5 + (1 - level / TOP_LEVEL) * (HEIGHT - 3)).toFixed(1);
  let path = '';
  points.forEach(([hours, level], index) => {
    if (level === null) return;
    const end = points[index + 1]?.[0] ?? untilHours;
    const isOn = index > 0 && points[index - 1]?.[1] !== null;
    path += `${isOn ? `V${y(level)}` : `M${x(hours)} ${y(level)}`}H${x(end)}`;
  });
  // Where it has been watched for the last moments only there is no course to see yet.
  const seenFrom = points.find(([, level]) => level !== null)?.[0] ?? untilHours;
  if (seenFrom > LEAST_SEEN * untilHours) return null;
  return (
    <svg class="spark" width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <line x1="0" x2={WIDTH} y1={HEIGHT - 1} y2={HEIGHT - 1} />
      <path d={path} />
    </svg>
  );
}
