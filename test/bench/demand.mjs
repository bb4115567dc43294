// A national season compared with the one before: day logs to spells through one polling schedule, matched pair by pair
// into columns, and the comparison. Progress as it goes, then seconds by stage and the most memory the process had.
import { SingleBar } from 'cli-progress';
import { matchBasket } from '../../dist/src/demand/basket.js';
import { compareSeasons } from '../../dist/src/demand/compare-seasons.js';
import { ComparisonTable } from '../../dist/src/demand/comparison-table.js';
import { CoverageTally } from '../../dist/src/demand/side-coverage.js';
import { buildSpellPair } from '../../dist/src/demand/spells-pair.js';
import { createWorld } from './demand-world.mjs';

const [SEASON, BASELINE] = [2026, 2025];
const FULL = { pairs: 500, dates: 40 };
const MAKING = 'making the logs (not counted)';
const STAGES = [MAKING, 'spells', 'matching and columns', 'comparison'];
const LIMIT = { seconds: 60, megabytes: 1000 };

/** True when the limits hold, or the size is not the full one. */
export function benchDemand({ pairs, dates }) {
  const stages = Object.fromEntries(STAGES.map((stage) => [stage, { seconds: 0, cpuSeconds: 0 }]));
  const clock = stopwatch(stages);
  const world = createWorld({ pairs, dates, seed: 2021 });
  const table = new ComparisonTable();
  const tallies = { season: new CoverageTally(), baseline: new CoverageTally() };
  const bar = new SingleBar({
    format: 'pairs {bar} {value}/{total}, {eta_formatted} left',
    noTTYOutput: true,
    notTTYSchedule: 5000,
  });
  clock(MAKING);
  bar.start(pairs, 0);
  for (const pair of world.pairs) {
    const days = { season: [], baseline: [] };
    for (const offset of world.offsets) {
      const logs = {
        season: world.dayOf(SEASON, pair, offset),
        baseline: world.dayOf(BASELINE, pair, offset),
      };
      clock(MAKING);
      const built = buildSpellPair(logs.season, logs.baseline);
      for (const side of ['season', 'baseline']) {
        days[side].push(built[side]);
        tallies[side].add(built[side]);
      }
      clock('spells');
    }
    table.add(matchBasket(days.season, days.baseline));
    clock('matching and columns');
    bar.increment();
  }
  bar.stop();
  process.stdout.write('comparing\n');
  const comparison = compareSeasons({
    season: sideOf(SEASON, tallies.season),
    baseline: sideOf(BASELINE, tallies.baseline),
    scope: { kind: 'national' },
    scopeName: null,
    table,
    horizonHours: 312,
  });
  clock('comparison');
  return report({ pairs, dates }, comparison, stages);
}

function sideOf(year, tally) {
  return {
    year,
    provenances: ['synthetic'],
    observedUntil: null,
    coverage: tally.describe(),
    feeRules: null,
  };
}

/** Adds the time since the last call to a stage: on the clock, and of processors (others may share the machine). */
function stopwatch(stages) {
  let last = performance.now();
  let cpu = process.cpuUsage();
  return (stage) => {
    const now = performance.now();
    const { user, system } = process.cpuUsage(cpu);
    stages[stage].seconds += (now - last) / 1000;
    stages[stage].cpuSeconds += (user + system) / 1e6;
    last = now;
    cpu = process.cpuUsage();
  };
}

function report({ pairs, dates }, { n, headline, sentence }, stages) {
  const megabytes = process.resourceUsage().maxRSS / 1000;
  const counted = { seconds: 0, cpuSeconds: 0 };
  console.log(
    `${pairs} pairs, ${dates} dates: ${n.season.subjects} offers beside ${n.baseline.subjects}, ${n.routes} routes`,
  );
  for (const stage of STAGES) {
    if (stage !== MAKING) for (const unit of Object.keys(counted)) counted[unit] += stages[stage][unit];
    printStage(stage, stages[stage]);
  }
  printStage('all that counts', counted);
  console.log(`  ${'most memory'.padEnd(30)} ${megabytes.toFixed(0)} MB`);
  console.log(sentence.en);
  if (headline.kind === 'missing') throw new Error('the comparison gave no figure');
  if (pairs < FULL.pairs || dates < FULL.dates) return true;
  // One thread does it all, so the processor's time is no less than the clock's on a machine with nothing else to do.
  const holds = counted.cpuSeconds < LIMIT.seconds && megabytes < LIMIT.megabytes;
  if (!holds) console.error(`expected less than ${LIMIT.seconds} s of processor and ${LIMIT.megabytes} MB`);
  return holds;
}

function printStage(stage, { seconds, cpuSeconds }) {
  console.log(`  ${stage.padEnd(30)} ${seconds.toFixed(1)} s (${cpuSeconds.toFixed(1)} s of processor)`);
}
