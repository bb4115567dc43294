import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Kept from run to run, to be looked at. */
export const SHOTS = join(fileURLToPath(new URL('../../..', import.meta.url)), '.yupiao', 'screenshots');

export const shot = (name: string) => ({ path: join(SHOTS, `${name}.png`) });
