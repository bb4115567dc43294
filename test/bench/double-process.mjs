// The double of the default scenario in a process of its own, on the morning of 12 January 2021; prints its address.

import { startDouble } from '../../dist/fixtures/double/start-double.js';
import { parseInstant } from '../../dist/src/calendar/china-time.js';

const at = parseInstant('2021-01-12T10:00:00');
const double = await startDouble({ scenario: 'taiyuan-2021', now: () => at });
process.stdout.write(`${double.baseUrl}\n`);
process.on('SIGTERM', () => process.exit(0));
