import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The executables of these names in all directories of `path` (as in the variable PATH), in its order. */
export function listOnPath(path: string, names: string[]): string[] {
  const directories = path.split(delimiter).filter((directory) => directory !== '');
  return directories.flatMap((directory) => names.map((name) => join(directory, name)).filter(isExecutable));
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
