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

export const theme = signal<Theme>(keptTheme() ?? systemTheme());

/** Follows the system until the reader has chosen. */
export function startTheme(): void {
  apply(theme.value);
  SYSTEM.addEventListener('change', () => {
    if (keptTheme() === null) apply(systemTheme());
  });
}

export function toggleTheme(): void {
  const next = theme.value === 'dark' ? 'light' : 'dark';
  localStorage.setItem(KEPT_AS, next);
  apply(next);
}

function apply(next: Theme): void {
  theme.value = next;
  document.documentElement.dataset.theme = next;
}
