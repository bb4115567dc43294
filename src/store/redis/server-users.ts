import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatProcessRef, isAlive, ownProcess, parseProcessRef } from './process-mark.ts';
import type { ServerHome } from './server-home.ts';

/** Says that this process uses the server, until the returned function is called or the process dies. */
export function joinUsers(home: ServerHome): () => void {
  const name = randomUUID();
  // The watchdog must never see half a line; its glob does not match names that begin with a dot.
  const draft = join(home.users, `.${name}`);
  writeFileSync(draft, formatProcessRef(ownProcess()));
  renameSync(draft, join(home.users, name));
  return () => rmSync(join(home.users, name), { force: true });
}

/** How many live users there are; forgets the dead ones. To be called under the lock. */
export function countUsers(home: ServerHome): number {
  const names = readdirSync(home.users).filter((name) => !name.startsWith('.'));
  return names.filter((name) => isUserAlive(join(home.users, name))).length;
}

function isUserAlive(path: string): boolean {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return false; // It left between the listing and the reading.
  }
  const user = parseProcessRef(text);
  if (user !== null && isAlive(user)) return true;
  rmSync(path, { force: true });
  return false;
}
