import { describe, expect, it } from 'vitest';
import { parseArchiveRequest } from '../../src/cli/archive-command.ts';
import { describeExport, describeImport } from '../../src/cli/archive-words.ts';
import { createProgress } from '../../src/cli/progress.ts';
import { InputError } from '../../src/errors.ts';

function faultsOf(args: string[]): string[] {
  try {
    parseArchiveRequest(args);
  } catch (error) {
    if (error instanceof InputError) return error.faults.map((fault) => fault.field);
    throw error;
  }
  return [];
}

const EVERYTHING = { first: '1990-01-01', last: '2099-12-31', pairs: [] };

describe('yupiao archive', () => {
  it.each([
    [
      ['export', 'x', '--json'],
      { verb: 'export', folder: 'x', all: false, season: null, json: true, ...EVERYTHING },
    ],
    [
      ['export', 'x', '--season', '2021', '--all', '--pairs', 'TNV-HGH,TYV-SHH'],
      {
        ...{ verb: 'export', folder: 'x', all: true, season: 2021, json: false },
        ...{ first: '2021-01-28', last: '2021-03-08', pairs: ['TNV-HGH', 'TYV-SHH'] },
      },
    ],
    [
      ['export', 'x', '--first=2021-02-09', '--last=2021-02-09'],
      { verb: 'export', ...EVERYTHING, first: '2021-02-09', last: '2021-02-09' },
    ],
    [['import', 'x'], { verb: 'import', folder: 'x', json: false }],
    [['verify', 'x', '--json'], { verb: 'verify', folder: 'x', json: true }],
    [['cat', 'x'], { verb: 'cat', folder: 'x', format: 'csv', out: null, ...EVERYTHING }],
    [['cat', 'x', '--format', 'parquet', '--out', 'y'], { verb: 'cat', format: 'parquet', out: 'y' }],
  ])('%j is understood', (args, request) => {
    expect(parseArchiveRequest(args)).toMatchObject(request);
  });

  it.each([
    [['burn', 'x'], ['archive']],
    [['export'], ['FOLDER']],
    [['export', '--all'], ['FOLDER']],
    [['import', 'x', 'y'], ['y']],
    [['export', 'x', '--season', '1999'], ['--season']],
    [['export', 'x', '--season', '2021', '--first', '2021-02-01'], ['--season']],
    [
      ['export', 'x', '--first', '2021-02-30', '--pairs', 'tnv-hgh'],
      ['--first', '--pairs'],
    ],
    [['export', 'x', '--first', '2021-02-02', '--last', '2021-02-01'], ['--last']],
    [['verify', 'x', '--all'], ['--all']],
    [['cat', 'x', '--format', 'xls'], ['--format']],
    [['cat', 'x', '--format', 'parquet'], ['--out']],
    [['cat', 'x', '--out', 'y'], ['--out']],
  ])('%j is refused, naming %j', (args, fields) => {
    expect(faultsOf(args)).toEqual(fields);
  });

  it.each([[[]], [['--help']], [['export', '--help']], [['cat', 'x', '--help']]])('helps with %j', (args) => {
    expect(parseArchiveRequest(args)).toMatchObject({
      verb: 'help',
      text: expect.stringContaining('FOLDER'),
    });
  });

  it('says what was written, the size by change and by observation, and that it is synthetic', () => {
    const words = describeExport('out/2021', {
      source: { namespace: 'taiyuan-2021', provenance: 'synthetic' },
      firstDate: '2021-01-28',
      lastDate: '2021-03-08',
      counts: {
        ...{ watches: 20_000, open: 40, polls: 86_400_000, failures: 12 },
        ...{ observations: 10_000_000_000, changes: 200_000_000 },
      },
      contentHash: 'abc',
      files: [{ bytes: 250_000_000 }, { bytes: 12_000_000 }],
    });
    expect(words).toContain('synthetic, from taiyuan-2021');
    expect(words).toContain('20 000 pairs and dates, 40 of them still on sale');
    expect(words).toContain('262 000 000 bytes in 2 files: 1.31 a change, 0.0262 an observation');
  });

  it('names what an import refused and what to do', () => {
    const words = describeImport('b', { written: 3, extended: 1, kept: 2, refused: ['TNV-HGH 2021-02-09'] });
    expect(words).toContain('3 pairs and dates written, 1 completed, 2 were there already');
    expect(words).toContain('TNV-HGH 2021-02-09 holds other polls');
    expect(words).toContain('never merged');
  });

  it('tells its progress in ten lines where there is no terminal', () => {
    const lines: string[] = [];
    const progress = createProgress('exporting', { isTTY: false } as NodeJS.WriteStream, (line) => {
      lines.push(line);
      return true;
    });
    for (let done = 1; done <= 1_000; done++) progress.step(done, 1_000);
    progress.end();
    expect(lines).toHaveLength(10);
    expect(lines.at(-1)).toBe('exporting: 1000 of 1000\n');
  });
});
