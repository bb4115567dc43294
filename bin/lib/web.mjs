import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { runQuietly, say } from './step.mjs';

const COMPRESSIBLE = /\.(?:js|css|html|svg)$/;

/**
 * Builds the pages of src/web/app into `<draft>/web`, each file with its gzip and brotli form beside it, and says
 * how large the first view is.
 */
export async function buildWeb(root, draft) {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const target = join(root, draft, 'web');
  const args = [vite, 'build', '--config', 'vite.config.ts', '--outDir', target, '--logLevel', 'warn'];
  await runQuietly(process.execPath, args, { cwd: root, what: 'Vite' });
  for (const file of listCompressible(target)) compressBeside(file);
  const { files, gzipBytes } = measureFirstView(target);
  say(`The pages: first view ${(gzipBytes / 1024).toFixed(1)} KB gzip in ${files.length} files`);
}

/**
 * What a browser has to load before it shows the first view: the document, its script with all that this imports at
 * once, and the style sheets. What is loaded later, view by view, is not counted.
 */
export function measureFirstView(webDir) {
  const manifest = JSON.parse(readFileSync(join(webDir, '.vite', 'manifest.json'), 'utf8'));
  const files = new Set(['index.html']);
  const add = (key) => {
    const { file, imports = [], css = [] } = manifest[key];
    for (const name of [file, ...css]) files.add(name);
    for (const name of imports) add(name);
  };
  if (manifest['index.html'] !== undefined) add('index.html');
  for (const { file } of Object.values(manifest)) if (file.endsWith('.css')) files.add(file);
  const names = [...files];
  const gzipBytes = names.reduce((sum, name) => sum + gzipSync(readFileSync(join(webDir, name))).length, 0);
  return { files: names, gzipBytes };
}

function listCompressible(dir) {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((name) => COMPRESSIBLE.test(name))
    .map((name) => join(dir, name));
}

function compressBeside(file) {
  const bytes = readFileSync(file);
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params }));
}
