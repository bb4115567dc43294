// Runs what is built, and sets nothing up: for images, whose files cannot be written (Dockerfile). `--jobs-only` as in
// bin/start.mjs.
import { main } from '../dist/src/main.js';

await main(process.argv.slice(2));
