import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findChromium } from './support/chromium.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const WEB = join(root, 'dist', 'web');
// The build is plain JavaScript, so that it runs before anything is compiled: its types are told here.
const { measureFirstView } = (await import(pathToFileURL(join(root, 'bin/lib/web.mjs')).href)) as {
  measureFirstView: (dir: string) => { files: string[]; gzipBytes: number };
};

describe('the build of the pages', () => {
  it('brings the first view in fewer than 100 KB, compressed', () => {
    const { files, gzipBytes } = measureFirstView(WEB);
    expect(files.length).toBeGreaterThanOrEqual(3);
    expect(gzipBytes).toBeLessThan(100 * 1_024);
  });

  it('leaves the charts of the reporter and the history for when they are wanted', () => {
    const { files } = measureFirstView(WEB);
    expect(files.join(' ')).not.toMatch(/years|history-plot/);
  });

  it('has each file compressed beside it', () => {
    for (const file of measureFirstView(WEB).files) {
      expect([file, existsSync(join(WEB, `${file}.br`)), existsSync(join(WEB, `${file}.gz`))]).toEqual([
        file,
        true,
        true,
      ]);
    }
  });
});

describe('a machine without Chromium', () => {
  it('says which command brings it', () => {
    expect(() => findChromium({ CHROMIUM_BIN: join(root, 'no-such-browser') })).toThrow('no such file');
  });
});
