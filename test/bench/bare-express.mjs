// The counterpart of the benchmarks: a bare express 5 that returns the same bytes and does nothing else.
// Reads what to return from standard input, prints its address: the bytes for every address, or with --by-address a
// JSON object of address to { type, cookies, body }.
import express from 'express';

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const input = Buffer.concat(chunks);
const app = express();
if (process.argv.includes('--by-address')) {
  const answers = new Map(Object.entries(JSON.parse(input.toString())));
  app.use((request, response) => {
    const answer = answers.get(request.url);
    if (answer === undefined) return response.status(404).end();
    if (answer.cookies.length > 0) response.setHeader('Set-Cookie', answer.cookies);
    response.type(answer.type).send(answer.body);
  });
} else {
  app.use((_request, response) => {
    response.type('application/json').send(input);
  });
}
const server = app.listen(0, '127.0.0.1', () =>
  process.stdout.write(`http://127.0.0.1:${server.address().port}/\n`),
);
process.on('SIGTERM', () => process.exit(0));
