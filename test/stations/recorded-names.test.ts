import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createStationTable } from '../../src/stations/station-table.ts';

const FOLDER = fileURLToPath(new URL('../../../shared/recorded/left-ticket/', import.meta.url));
const answers = existsSync(FOLDER)
  ? readdirSync(FOLDER).filter((file) => /^\d{4}-\d{2}-\d{2}_.*\.json$/.test(file))
  : [];

/** Telecodes and names that a recorded answer gives for its stations; some recordings keep only the rows. */
function readNames(file: string): Record<string, string> {
  const answer = JSON.parse(readFileSync(`${FOLDER}${file}`, 'utf8')) as {
    data?: { map?: Record<string, string> };
  };
  return answer.data?.map ?? {};
}

describe('stations named by recorded answers', () => {
  if (answers.length === 0) {
    it('recorded answers are not at hand: ../shared/recorded/left-ticket', () => expect(answers).toEqual([]));
    return;
  }

  it.each(answers)('of %s are in the table under those names', (file) => {
    const table = createStationTable([], file.slice(0, 10));
    for (const [telecode, name] of Object.entries(readNames(file))) {
      expect(table.byTelecode(telecode)?.name).toBe(name);
      expect(table.byName(name)?.telecode).toBe(telecode);
    }
  });
});
