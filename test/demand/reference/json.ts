import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { DataTable, type Row } from './data-table.ts';

export type JsonObject = Record<string, unknown>;

/** One file of reference answers, or one case of a file that holds several. */
export interface Reference {
  file: string;
  root: JsonObject;
  /** Null when the file gives answers to the data of another. */
  table: DataTable | null;
  folder: Reference[];
}

/** One number, or a few that belong together, to compare. */
export interface Check {
  title: string;
  run(): void;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isRows(value: unknown): value is Row[] {
  return Array.isArray(value) && value.length > 0 && value.every(isObject);
}

export function has(value: unknown, ...keys: string[]): value is JsonObject {
  return isObject(value) && keys.every((key) => key in value);
}

export function readFolder(path: string): Reference[] {
  const folder: Reference[] = [];
  for (const file of readdirSync(path).sort()) {
    if (!file.endsWith('.json')) continue;
    const root: unknown = JSON.parse(readFileSync(join(path, file), 'utf8'));
    if (!isObject(root)) throw new Error(`${file}: expected an object`);
    folder.push({ file, root, table: isRows(root.data) ? new DataTable(root.data) : null, folder });
  }
  return folder;
}

/** Equal to 1e-6, relative (a small number as much as a large one); 1e-9 where the answer is 0. */
export function expectClose(actual: number | null | undefined, expected: unknown): void {
  if (expected === null) {
    expect(actual ?? null).toBeNull();
    return;
  }
  expect(actual).toBeTypeOf('number');
  expect(expected).toBeTypeOf('number');
  const allowed = 1e-6 * Math.abs(expected as number) + 1e-9;
  const distance = Math.abs((actual as number) - (expected as number));
  expect(distance, `${actual} against ${expected}`).toBeLessThanOrEqual(allowed);
}

/** Equal to the digits that were printed. */
export function expectPrinted(actual: number | null | undefined, printed: unknown): void {
  expect(actual).toBeTypeOf('number');
  const decimals = String(printed).split('.')[1]?.length ?? 0;
  const half = 0.5 * 10 ** -decimals;
  expect(Math.abs((actual as number) - (printed as number))).toBeLessThanOrEqual(half * 1.001);
}
