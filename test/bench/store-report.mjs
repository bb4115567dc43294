// The figures of a run as lines: what was measured, what STORE.md aims at, whether it is met.
import { availableParallelism } from 'node:os';

/** STORE.md, Targets. */
const TARGETS = {
  memory: 0.042,
  ofEmptyCall: 0.4,
  redisCpuUs: 12,
  boardOfPing: 1.3,
  historyMs: 0.8,
  pairMs: 20,
  boardsMs: 1.5,
  aofPerPoll: 230,
};

/** @returns {{name: string, measured: string, target?: string, met?: boolean}[]} */
export function buildReport(figures) {
  return [
    ...arrangeMachine(figures),
    ...arrangeSize(figures),
    ...arrangeWrites(figures),
    ...arrangeReads(figures),
    ...arrangePeers(figures),
  ];
}

/** Times, and CPU with them, grow on a machine that others use: a load above the cores is no place to measure. */
function arrangeMachine({ node, load }) {
  const [before, after] = load.map((one) => one.toFixed(1));
  const cores = availableParallelism();
  return [
    {
      name: 'the machine',
      measured: `${cores} cores, Node ${node}, load ${before} before and ${after} after`,
    },
  ];
}

function arrangeSize({ counts, memory, aof, words }) {
  const perObservation = memory / counts.observations;
  const { polls, ok, observations, changes } = counts;
  return [
    {
      name: 'the season',
      measured:
        `${whole(polls)} polls (${whole(ok)} answered), ${whole(observations)} observations, ${whole(changes)} changes ` +
        `(${((100 * changes) / observations).toFixed(2)} %); ${JSON.stringify(words)}`,
    },
    atMost('memory, bytes an observation', perObservation, TARGETS.memory, 4),
    {
      name: 'memory, bytes a change',
      measured: `${(memory / changes).toFixed(2)} (${megabytes(memory)} in all)`,
    },
    atMost('AOF, bytes a poll', aof / polls, TARGETS.aofPerPoll, 0),
  ];
}

function arrangeWrites({ written, empty, scripts, inFlight, redisBenchmark }) {
  const perSecond = written.calls / written.seconds;
  const emptyPerSecond = empty.calls / empty.seconds;
  const ratio = perSecond / emptyPerSecond;
  const us = (seconds, calls) => ((seconds / calls) * 1e6).toFixed(1);
  return [
    { name: `polls written a second, ${inFlight} in flight`, measured: whole(perSecond) },
    { name: 'calls of an empty script, same client', measured: `${whole(emptyPerSecond)} a second` },
    {
      name: 'share of the empty call reached',
      measured: ratio.toFixed(2),
      target: `at least ${TARGETS.ofEmptyCall}`,
      met: ratio >= TARGETS.ofEmptyCall,
    },
    {
      name: 'empty script by redis-benchmark, as many in flight',
      measured: redisBenchmark === null ? 'no redis-benchmark on PATH' : `${whole(redisBenchmark)} a second`,
    },
    atMost('Redis CPU a poll, µs', (written.redisCpu / written.calls) * 1e6, TARGETS.redisCpuUs, 1),
    { name: '  of it inside scripts, µs', measured: us(scripts, written.calls) },
    { name: '  of an empty call, µs', measured: us(empty.redisCpu, empty.calls) },
    {
      name: 'Node CPU a poll, µs',
      measured: `${us(written.nodeCpu, written.calls)} (empty call ${us(empty.nodeCpu, empty.calls)})`,
    },
    {
      name: '  taken off beside: making each poll a fresh answer, µs',
      measured: us(written.copying, written.calls),
    },
  ];
}

function arrangeReads({ reads }) {
  const { board, history, oldBoard, pair, boards, counts } = reads;
  const both = ({ p50, p99 }) => `p50 ${p50.toFixed(3)} ms, p99 ${p99.toFixed(3)} ms`;
  const within = (name, read, target) => ({
    name,
    measured: both(read),
    target: `${target} ms`,
    met: read.p50 <= target,
  });
  const ofPing = board.p50 / board.beside.p50;
  return [
    { name: 'board', measured: `${both(board)} (PING ${both(board.beside)})` },
    {
      name: 'board beside a PING, p50',
      measured: ofPing.toFixed(2),
      target: `at most ${TARGETS.boardOfPing}`,
      met: ofPing <= TARGETS.boardOfPing,
    },
    within('one offer’s whole history, pair of middle size', history, TARGETS.historyMs),
    within(`${counts.dates} dates of a pair (readDays)`, pair, TARGETS.pairMs),
    within(`${counts.boards} boards, bare MGET`, boards.beside, TARGETS.boardsMs),
    { name: `${counts.boards} boards, decoded (readBoards)`, measured: both(boards) },
    { name: 'board as of a past instant', measured: both(oldBoard) },
  ];
}

function arrangePeers({ json, packed, postgres }) {
  return [
    peer(
      'whole polls as short JSON in streams',
      json,
      `AOF ${whole(json.aofPerPoll)} B a poll, Redis ${json.cpuPerPoll.toFixed(1)} µs`,
    ),
    ...(postgres === null
      ? [{ name: 'PostgreSQL rows', measured: 'not measured: POSTGRES_URL is not set' }]
      : [
          peer(
            `PostgreSQL ${postgres.version} rows, batches of 120, on disk`,
            postgres,
            `one history ${postgres.historyMs.toFixed(1)} ms, ${postgres.pairDates} dates of a pair ${postgres.pairMs.toFixed(0)} ms`,
          ),
        ]),
    ...Object.entries(packed.sizes).map(([name, bytes]) => ({
      name: `bound: packed changes and poll times, ${name}`,
      measured: density(bytes, packed.counts),
    })),
  ];
}

function peer(name, { counts, perSecond, bytes }, more) {
  return {
    name,
    measured: `${density(bytes, counts)}, ${whole(perSecond)} polls/s, ${more} (${whole(counts.polls)} polls)`,
  };
}

function density(bytes, { observations, changes }) {
  return `${(bytes / observations).toPrecision(3)} B an observation, ${(bytes / changes).toPrecision(3)} B a change`;
}

function atMost(name, value, target, digits) {
  return { name, measured: value.toFixed(digits), target: `at most ${target}`, met: value <= target };
}

/** The short form is no measurement: its lines name the targets and judge nothing. */
export function printReport(lines, { short, report }) {
  const width = Math.max(...lines.map(({ name }) => name.length));
  for (const { name, measured, target, met } of lines) {
    const verdict = short ? '' : met ? ': met' : ': NOT MET';
    report(
      `${name.padEnd(width)}  ${measured}${target === undefined ? '' : `  [target ${target}${verdict}]`}`,
    );
  }
}

function whole(number) {
  return Math.round(number).toLocaleString('en');
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
