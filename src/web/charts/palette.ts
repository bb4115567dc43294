/** Colours of a chart. Each stands 4.5 : 1 or more from the paper, the soft ones excepted: those only fill. */
export interface Palette {
  paper: string;
  ink: string;
  quiet: string;
  line: string;
  /** This season, and what is left. */
  accent: string;
  /** The season compared with. Blue and orange stay apart for every common colour blindness (Okabe and Ito 2008). */
  base: string;
  hatch: string;
  /** From little to much, for the heatmap; text on the last two is paper. */
  steps: readonly string[];
}

export type ChartTheme = 'light' | 'dark';
export type ChartLang = 'zh' | 'en';

export const PALETTES: Record<ChartTheme, Palette> = {
  light: {
    paper: '#ffffff',
    ink: '#1b1c1e',
    quiet: '#5a5d63',
    line: '#d9d9d4',
    accent: '#0a5c8f',
    base: '#8a4300',
    hatch: '#b9bbc0',
    steps: ['#f2f6f9', '#cfe1ee', '#9cc3de', '#2f74a5', '#0a4a75'],
  },
  dark: {
    paper: '#141518',
    ink: '#e9e9e6',
    quiet: '#a3a6ad',
    line: '#34363b',
    accent: '#77bdea',
    base: '#f1b46b',
    hatch: '#55585f',
    steps: ['#1a2229', '#1f3c50', '#2c5f80', '#68a9d4', '#b5e0fb'],
  },
};

/** No web font: what the reader's machine has for Chinese. */
export const FONT =
  "system-ui, 'Noto Sans CJK SC', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif";

/** What every chart takes beside its figures. */
export interface ChartLook {
  theme: ChartTheme;
  lang: ChartLang;
  /** Unique on a page: names the chart's title, description and patterns. Letters, digits and hyphens. */
  id: string;
  width?: number;
  height?: number;
  /** Printed in a last line of a chart that leaves our pages: figure id or source, and the day it is of (`2021-01-12`). */
  credit?: { source: string; date: string };
}
