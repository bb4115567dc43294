import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configSchema } from '../src/config.ts';
import { VERSION } from '../src/version.ts';

const ROOT = join(import.meta.dirname, '..');
const TOPICS = ['calendar', 'stations', 'seats', 'refund', 'demand'] as const;

/** What a room may import: other rooms (or single files of src) and packages. Its own files are always allowed. */
const ROOMS: Record<string, { rooms: string[]; packages: string[] }> = {
  calendar: { rooms: ['errors'], packages: ['zod', 'luxon'] },
  stations: { rooms: ['errors', 'calendar'], packages: ['zod', 'luxon', 'node:fs'] },
  seats: { rooms: ['errors', 'calendar'], packages: ['zod', 'luxon'] },
  refund: { rooms: ['errors', 'calendar', 'stations', 'seats'], packages: ['zod', 'luxon'] },
  demand: { rooms: ['errors', 'calendar', 'stations', 'seats'], packages: ['zod', 'luxon'] },
  upstream: { rooms: ['errors', ...TOPICS], packages: ['zod', 'luxon'] },
  // The pause and the sale window are decided in upstream and kept in the store: types only.
  store: {
    rooms: ['errors', 'csv', ...TOPICS, 'upstream'],
    packages: ['zod', 'ioredis', 'hyparquet', 'hyparquet-writer', 'node:'],
  },
  http: {
    // The charts of the pages are answered as files too.
    rooms: [
      'errors',
      'csv',
      'log',
      'version',
      ...TOPICS,
      'store/seat-log-port',
      'store/figures/figure-port',
      'web/charts',
    ],
    packages: [
      'zod',
      'express',
      'express-rate-limit',
      'helmet',
      'ical-generator',
      'preact',
      'preact-render-to-string',
      'node:',
    ],
  },
  // The pages: answers' types and pure functions of the server's side, never what touches the world.
  web: {
    rooms: ['errors', 'csv', ...TOPICS, 'http'],
    packages: ['preact', 'preact/hooks', '@preact/signals', 'uplot', 'uplot/dist/uPlot.min.css'],
  },
  cli: { rooms: ['errors', 'version', ...TOPICS], packages: ['zod', 'cli-progress', 'node:'] },
  jobs: {
    rooms: ['errors', 'log', 'calendar', 'stations', 'seats', 'refund', 'demand', 'store', 'upstream'],
    packages: ['zod', 'bullmq', 'ioredis', 'node-cron', 'node:timers/promises'],
  },
  fixtures: { rooms: ['errors', ...TOPICS], packages: ['zod', 'node:'] },
};

interface Import {
  file: string;
  room: string;
  target: string;
  typeOnly: boolean;
}

const files = ['src', 'jobs', 'fixtures'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name)),
);
const imports = files.flatMap(importsOf);

function importsOf(file: string): Import[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const pattern = /^(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm;
  return [...text.matchAll(pattern)].map(([, typeOnly, target = '']) => ({
    file,
    room: roomOf(file),
    target: target.startsWith('.') ? normalize(join(dirname(file), target)) : target,
    typeOnly: typeOnly !== undefined,
  }));
}

/** `src/refund/quote.ts` is in refund, `jobs/…` in jobs; files right under src only wire and are in no room. */
function roomOf(file: string): string {
  const [top = '', second = '', ...rest] = file.split('/');
  if (top !== 'src') return top;
  return rest.length > 0 ? second : '';
}

function isAllowed({ room, target }: Import): boolean {
  const rule = ROOMS[room];
  if (rule === undefined) return room === '';
  if (!target.includes('/') || !/^(src|jobs|fixtures)\//.test(target)) {
    return rule.packages.some((name) => target === name || (name.endsWith(':') && target.startsWith(name)));
  }
  if (roomOf(target) === room) return true;
  const place = relative('src', target).replace(/\.tsx?$/, '');
  return rule.rooms.some((allowed) => place === allowed || place.startsWith(`${allowed}/`));
}

describe('the house', () => {
  it('has files to look at', () => {
    expect(files.length).toBeGreaterThan(40);
    expect(imports.length).toBeGreaterThan(100);
  });

  it('lets every room import only what the table of DESIGN.md allows', () => {
    const broken = imports.filter((one) => !isAllowed(one)).map((one) => `${one.file} imports ${one.target}`);
    expect(broken).toEqual([]);
  });

  it('knows every room', () => {
    expect([...new Set(files.map(roomOf))].filter((room) => room !== '' && !(room in ROOMS))).toEqual([]);
  });

  it('has no circular imports', () => {
    const edges = new Map<string, string[]>();
    for (const { file, target, typeOnly } of imports) {
      if (!typeOnly && files.includes(target)) edges.set(file, [...(edges.get(file) ?? []), target]);
    }
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, path: string[]) => {
      if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
      if (done.has(file) || path.includes(file)) return;
      for (const next of edges.get(file) ?? []) visit(next, [...path, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect(cycles).toEqual([]);
  });

  it('asks the network in upstream, the source wiring and the double only, and through the global fetch', () => {
    const fetching = files.filter((file) => /(?<![.\w])fetch\(/.test(readFileSync(join(ROOT, file), 'utf8')));
    // The pages ask our own service, in one place.
    const others = fetching.filter((file) => !file.startsWith('src/upstream/'));
    expect(others).toEqual(['src/web/app/api/fetch-answer.ts']);
  });

  it('keeps clocks and environments out of the topic rooms', () => {
    const touching = files
      .filter((file) => (TOPICS as readonly string[]).includes(roomOf(file)))
      .filter((file) =>
        /Date\.now\(|new Date\(\)|process\.env|DateTime\.now/.test(readFileSync(join(ROOT, file), 'utf8')),
      );
    expect(touching).toEqual([]);
  });
});

describe('.env.example', () => {
  it('names exactly the settings of config.ts', () => {
    const text = readFileSync(join(ROOT, '.env.example'), 'utf8');
    const named = [...text.matchAll(/^#?\s?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name);
    expect(named.sort()).toEqual(Object.keys(configSchema.shape).sort());
  });

  it('shows the defaults of config.ts', () => {
    const text = readFileSync(join(ROOT, '.env.example'), 'utf8');
    const defaults = Object.entries(configSchema.parse({})).map(([name, value]) => `# ${name}=${value}`);
    for (const line of defaults) expect(text).toContain(`${line}\n`);
  });
});

describe('the version', () => {
  it('is that of package.json', () => {
    expect(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version).toBe(VERSION);
  });
});
