import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** A process that cannot be mistaken for a later one with the same pid: `mark` is when it started. */
export interface ProcessRef {
  pid: number;
  mark: string;
}

/**
 * When the process started, as the system writes it, or null when it is gone (a zombie is gone too: a
 * killed child stays in the table until its parent has read its exit code). `watchdog.sh` reads the same
 * mark, so both must be changed together. Source: proc(5), field 22 of stat; elsewhere `ps -o lstart=`.
 */
export function readProcessMark(pid: number): string | null {
  return existsSync('/proc/self/stat') ? readLinuxMark(pid) : readPsMark(pid);
}

/** This process. */
export function ownProcess(): ProcessRef {
  return { pid: process.pid, mark: readProcessMark(process.pid) ?? '' };
}

export function isAlive(process: ProcessRef): boolean {
  return readProcessMark(process.pid) === process.mark;
}

/** `12345 987654`: one line that both sh and we can read. */
export function formatProcessRef(process: ProcessRef): string {
  return `${process.pid} ${process.mark}\n`;
}

export function parseProcessRef(text: string): ProcessRef | null {
  const match = /^(\d+) (\S+)/.exec(text);
  return match === null ? null : { pid: Number(match[1]), mark: match[2]! };
}

function readLinuxMark(pid: number): string | null {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return null;
  }
  // The second field, the name in brackets, may hold spaces and brackets: count from the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const state = fields[0];
  return state === 'Z' || state === 'X' ? null : (fields[19] ?? null);
}

function readPsMark(pid: number): string | null {
  try {
    const started = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
    return started.trim().replace(/\s+/g, '_') || null;
  } catch {
    return null;
  }
}
