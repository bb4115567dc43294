import { signal } from '@preact/signals';

export type Theme = 'light' | 'dark';

const KEPT_AS = 'yupiao.theme';
const SYSTEM = matchMedia('(prefers-color-scheme: dark)');

function systemTheme(): Theme {
  return SYSTEM.matches ? 'dark' : 'light';
}

function keptTheme(): Theme | null {
  const kept = localStorage.getItem(KEPT_AS);
  return kept === 'light' || kept === 'dark' ? kept : null;
}

const PAPER = matchMedia('print');

/** What the reader has chosen, or the system. */
const chosen = () => keptTheme() ?? systemTheme();

/** What is drawn now: paper is light whatever the screen was. */
export const theme = signal<Theme>(chosen());

/** Follows the system until the reader has chosen. */
export function startTheme(): void {
  apply(theme.value);
  SYSTEM.addEventListener('change', () => apply(chosen()));
  PAPER.addEventListener('change', () => apply(chosen()));
}

export function toggleTheme(): void {
  const next = theme.value === 'dark' ? 'light' : 'dark';
  localStorage.setItem(KEPT_AS, next);
  apply(next);
}

function apply(next: Theme): void {
  theme.value = PAPER.matches ? 'light' : next;
  document.documentElement.dataset.theme = theme.value;
}
