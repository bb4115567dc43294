// A process that uses our Redis, for tests: says "ready <origin>", leaves when its standard input ends.
// Arguments: the compiled ensure-redis module, the data directory.
import { pathToFileURL } from 'node:url';

const [module, dataDir] = process.argv.slice(2);
// As in a terminal: Ctrl-C reaches the whole group, and we go on.
process.on('SIGINT', () => console.log('interrupted'));
const { ensureRedis } = await import(pathToFileURL(module).href);
const redis = await ensureRedis({ dataDir, report: () => {} });
console.log(`ready ${redis.origin}`);
process.stdin.resume().on('end', async () => {
  await redis.release();
  process.exit(0);
});
