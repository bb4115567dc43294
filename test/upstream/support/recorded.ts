import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const FOLDER = fileURLToPath(new URL('../../../../shared/recorded/left-ticket/', import.meta.url));

/** Recorded answers are read where they lie, beside the repository; a clone alone has none. */
export const RECORDED_AT_HAND = existsSync(FOLDER);

/** A describe whose tests need the recordings; without them it says so and passes. */
export function describeRecorded(name: string, tests: () => void): void {
  if (RECORDED_AT_HAND) describe(name, tests);
  else {
    describe(name, () => {
      it('recorded answers are not at hand: ../shared/recorded/left-ticket', () => {
        expect(RECORDED_AT_HAND).toBe(false);
      });
    });
  }
}

export interface RecordedAnswer {
  httpstatus?: number;
  status?: boolean;
  messages?: unknown;
  data?: { result: string[]; map?: Record<string, string> };
  /** Files that hold rows only. */
  result?: string[];
}

export interface PriceVector {
  train_code: string;
  field39: string;
  decoded: {
    raw: string;
    seat_code: string;
    price_yuan: number;
    standing: boolean;
    count_capped: number;
    row_index: number;
    row_value: string;
  }[];
}

export const ANSWERS = [
  '2019-05-18_BJP-LZJ_rows',
  '2020-03-01_QEH-HGH',
  '2021-02-05_TYV-CZF',
  '2026-10_edge-cases',
] as const;

export function readAnswer(name: string): RecordedAnswer {
  return JSON.parse(readText(name));
}

export function readText(name: string): string {
  return readFileSync(`${FOLDER}${name}.json`, 'utf8');
}

export function readPriceVectors(): PriceVector[] {
  return JSON.parse(readText('yp_info_new_vectors'));
}

/** The rows of an answer, as the server sent them. */
export function rowsOf(name: string): string[] {
  const answer = readAnswer(name);
  return answer.data?.result ?? answer.result ?? [];
}

/** All rows of all years, each with the file it is from. */
export function allRows(): { file: string; row: string }[] {
  return ANSWERS.flatMap((file) => rowsOf(file).map((row) => ({ file, row })));
}
