import type { ComponentChildren } from 'preact';
import { type ChartLook, FONT, PALETTES, type Palette } from './palette.ts';

export interface FrameProps {
  look: ChartLook;
  width: number;
  height: number;
  title: string;
  /** The figures in words, for who does not see them. */
  description: string;
  /** Printed below the title: source, provenance, sample. */
  note: string;
  children: ComponentChildren;
}

const CREDIT_HEIGHT = 20;

/**
 * The paper of a chart: size, colours, title and description, the same alone in a file as within a page. All of it in
 * presentation attributes: no style sheet, no script, so that the strictest policy shows it.
 */
export function Frame({ look, width, height, title, description, note, children }: FrameProps) {
  const { paper, ink, quiet } = PALETTES[look.theme];
  const { credit } = look;
  const whole = credit === undefined ? height : height + CREDIT_HEIGHT;
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      role="img"
      aria-labelledby={`${look.id}-title ${look.id}-desc`}
      lang={look.lang === 'zh' ? 'zh-CN' : 'en'}
      width={width}
      height={whole}
      viewBox={`0 0 ${width} ${whole}`}
      font-family={FONT}
      font-size="12"
      font-variant="tabular-nums"
      fill={ink}
    >
      <title id={`${look.id}-title`}>{title}</title>
      <desc id={`${look.id}-desc`}>{description}</desc>
      <rect width={width} height={whole} fill={paper} />
      <text x="12" y="22" font-size="15" font-weight="600">
        {title}
      </text>
      <text x="12" y="40" fill={quiet}>
        {note}
      </text>
      {children}
      {credit !== undefined && (
        <text x="12" y={whole - 7} fill={quiet} font-size="11">
          {`yupiao 余票 · ${credit.source} · ${credit.date}`}
        </text>
      )}
    </svg>
  );
}

/** Diagonal lines: nobody looked. */
export function Hatch({ id, palette }: { id: string; palette: Palette }) {
  return (
    <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width="6" height="6" fill={palette.paper} />
      <line x1="0" y1="0" x2="0" y2="6" stroke={palette.hatch} stroke-width="2" />
    </pattern>
  );
}

/** Grid lines and labels of the upright axis. */
export function LevelAxis({
  palette,
  left,
  right,
  ticks,
}: {
  palette: Palette;
  left: number;
  right: number;
  ticks: readonly { y: number; label: string }[];
}) {
  return (
    <g>
      {ticks.map(({ y, label }) => (
        <g key={label}>
          <line x1={left} x2={right} y1={y} y2={y} stroke={palette.line} />
          <text x={left - 6} y={y + 4} text-anchor="end" fill={palette.quiet}>
            {label}
          </text>
        </g>
      ))}
    </g>
  );
}
