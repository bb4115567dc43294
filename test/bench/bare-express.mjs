// The counterpart of the benchmarks: a bare express 5 that returns the same bytes and does nothing else.
// Reads the bytes from standard input, prints its address.
import express from 'express';

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const body = Buffer.concat(chunks);
const app = express();
app.use((_request, response) => {
  response.type('application/json').send(body);
});
const server = app.listen(0, '127.0.0.1', () =>
  process.stdout.write(`http://127.0.0.1:${server.address().port}/\n`),
);
process.on('SIGTERM', () => process.exit(0));
