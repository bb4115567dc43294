// The double of the default scenario in a process of its own, on a clock shifted by the milliseconds of its argument;
// prints its address.
import { startDouble } from '../../dist/fixtures/double/start-double.js';

const offsetMs = Number(process.argv[2]);
const double = await startDouble({ scenario: 'taiyuan-2021', now: () => Date.now() + offsetMs });
process.stdout.write(`${double.baseUrl}\n`);
process.on('SIGTERM', () => process.exit(0));
