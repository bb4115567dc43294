import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const PLACES = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome'];
/** A browser in a machine of tests: no sandbox (containers), no GPU, and nothing of its own sent anywhere. */
const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** CHROMIUM_BIN, else a browser of the Chromium family on PATH or where packages put it. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string {
  const asked = env.CHROMIUM_BIN;
  if (asked !== undefined && asked !== '') {
    if (existsSync(asked)) return asked;
    throw new Error(`CHROMIUM_BIN is ${asked}, and there is no such file.`);
  }
  const dirs = [...(env.PATH ?? '').split(delimiter).filter((dir) => dir !== ''), ...PLACES];
  const found = dirs.flatMap((dir) => NAMES.map((name) => join(dir, name))).find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new Error(
    'The tests of the pages need Chromium and a Chinese font, and found none on PATH. ' +
      'Debian and Ubuntu: apt-get install -y chromium fonts-noto-cjk. Else set CHROMIUM_BIN.',
  );
}

export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: ARGS });
}
