import { execFile } from 'node:child_process';
import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { configSchema } from '../src/config.ts';
import { heartbeatPath, startHeartbeat } from '../src/heartbeat.ts';
import { makeTemporaryDir } from './support/temporary-dir.ts';
import { waitUntil } from './support/wait-until.ts';

/** The files are read as text: there is no Docker here to try them, and no YAML package to parse them. */
const ROOT = join(import.meta.dirname, '..');
const compose = readFileSync(join(ROOT, 'compose.yaml'), 'utf8');
const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');

/** The text of each entry of a part at the left margin, by its name. */
function entriesOf(part: string): Record<string, string> {
  const text = new RegExp(`^${part}:\\n((?: .*\\n|\\n)*)`, 'm').exec(compose)?.[1] ?? '';
  const blocks = text.split(/^ {2}(?=[\w-]+:)/m).slice(1);
  return Object.fromEntries(blocks.map((block) => [block.slice(0, block.indexOf(':')), block]));
}

const services = entriesOf('services');

describe('compose.yaml', () => {
  it('has Redis, API and jobs, and is indented by two spaces everywhere', () => {
    expect(Object.keys(services)).toEqual(['redis', 'api', 'jobs']);
    for (const line of compose.split('\n')) expect(line).toMatch(/^(?: {2})*(?:[^ \t].*)?$/);
  });

  it.each(Object.entries(services))(
    '%s has a health check, no root, no capabilities, a read-only system',
    (_, text) => {
      expect(text).toMatch(/^ {4}healthcheck:\n {6}test: \["CMD", /m);
      expect(text).toMatch(/^ {4}user: (?:node|"[1-9]\d*:[1-9]\d*")$/m);
      expect(text).toMatch(/^ {4}read_only: true$/m);
      expect(text).toMatch(/^ {4}cap_drop: \[ALL\]$/m);
      expect(text).toMatch(/^ {4}security_opt: \["no-new-privileges:true"\]$/m);
      expect(text).toMatch(/^ {4}tmpfs: \[\/tmp\]$/m);
    },
  );

  it('keeps data in named volumes only, and Redis out of reach', () => {
    expect(services.redis).toContain('- redis-data:/data');
    expect(Object.keys(entriesOf('volumes'))).toEqual(['redis-data']);
    expect(entriesOf('networks').inside).toContain('internal: true');
    expect(services.redis).not.toMatch(/ports:|outside/);
  });

  it('has a Redis that keeps a log and never throws data out', () => {
    for (const word of ['--appendonly', '--maxmemory', '--maxmemory-policy', 'noeviction'])
      expect(services.redis).toContain(`- ${word}\n`);
  });

  it('holds no secret and names only settings that there are', () => {
    expect(compose.replace(/#.*$/gm, '')).not.toMatch(/password|secret|token/i);
    expect(compose).not.toMatch(/redis:\/\/[^\s]*@/);
    for (const name of ['api', 'jobs']) {
      const block = /environment:\n((?: {6}.*\n)+)/.exec(services[name] ?? '')?.[1] ?? '';
      const settings = [...block.matchAll(/^ {6}(\w+):/gm)].map(([, setting]) => setting);
      expect(settings).toContain('REDIS_URL');
      for (const setting of settings) expect(Object.keys(configSchema.shape)).toContain(setting);
    }
  });

  it('runs programs that the image has', () => {
    const programs = [...compose.matchAll(/"node", "([^"]+)"/g)].map(([, path]) => path ?? '');
    expect(new Set(programs)).toEqual(new Set(['bin/serve.mjs', 'bin/health.mjs']));
    for (const path of programs) {
      expect(existsSync(join(ROOT, path))).toBe(true);
      expect(dockerfile).toContain(`/app/${path}`);
    }
    expect(dockerfile).toMatch(/^USER node$/m);
  });
});

/** Ends with 0 and no word, or with 1 and why. */
function askHealth(part: string, env: Record<string, string>): Promise<{ status: number; said: string }> {
  return new Promise((resolve) => {
    const options = { env: { PATH: process.env.PATH ?? '', ...env } };
    execFile(process.execPath, [join(ROOT, 'bin', 'health.mjs'), part], options, (error, _, said) =>
      resolve({ status: Number(error?.code ?? 0), said: said.trim() }),
    );
  });
}

describe('the health check', () => {
  it('of the API is what /readyz answers', async () => {
    let status = 200;
    const server = createServer((_, response) => response.writeHead(status).end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const env = { PORT: String((server.address() as AddressInfo).port) };
    expect(await askHealth('api', env)).toEqual({ status: 0, said: '' });
    status = 503;
    expect(await askHealth('api', env)).toMatchObject({
      status: 1,
      said: expect.stringContaining('answers 503'),
    });
  });

  it('of the jobs is their sign of life, which they give while they are well and take with them', async () => {
    const dataDir = join(makeTemporaryDir(), 'data');
    const env = { DATA_DIR: dataDir };
    expect((await askHealth('jobs', env)).status).toBe(1);
    const stop = startHeartbeat(
      dataDir,
      async () => true,
      () => {},
    );
    await waitUntil('a sign of life', () => existsSync(heartbeatPath(dataDir)));
    expect(await askHealth('jobs', env)).toEqual({ status: 0, said: '' });
    const old = new Date(Date.now() - 60_000);
    utimesSync(heartbeatPath(dataDir), old, old);
    expect((await askHealth('jobs', env)).said).toContain('60 s old');
    await stop();
    expect(existsSync(heartbeatPath(dataDir))).toBe(false);
  });

  it('of jobs that are not well, or cannot say so, is bad', async () => {
    const dataDir = makeTemporaryDir();
    onTestFinished(
      startHeartbeat(
        dataDir,
        async () => false,
        () => {},
      ),
    );
    writeFileSync(join(dataDir, 'file'), '');
    const errors: Error[] = [];
    onTestFinished(
      startHeartbeat(
        join(dataDir, 'file', 'x'),
        async () => true,
        (error) => errors.push(error),
      ),
    );
    await waitUntil('the error to be told', () => errors.length === 1);
    expect((await askHealth('jobs', { DATA_DIR: dataDir })).status).toBe(1);
    expect((await askHealth('nobody', {})).said).toContain('expected api or jobs');
  });
});
