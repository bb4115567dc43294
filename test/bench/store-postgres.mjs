// The same polls as rows of PostgreSQL: a row a change, a row a poll, in a schema of the bench's own that goes at the end.
import pg from 'pg';
import { pollsOf } from './store-peers.mjs';
import { Follower, SeasonCounts } from './store-truth.mjs';

const SCHEMA = 'yupiao_bench_store';
/** Polls a transaction, as STORE.md measured it. */
const BATCH = 120;
const READS = 50;

const TABLES = `
drop schema if exists ${SCHEMA} cascade;
create schema ${SCHEMA};
create table ${SCHEMA}.polls (
  pair text not null, travel_date date not null, observed_at timestamptz not null, planned_at timestamptz not null,
  outcome text not null, primary key (pair, travel_date, observed_at));
create table ${SCHEMA}.changes (
  pair text not null, travel_date date not null, train_no text not null, seat_class text not null,
  observed_at timestamptz not null, kind text not null, count smallint, waitlist boolean,
  primary key (pair, travel_date, train_no, seat_class, observed_at));`;
const INSERT_POLLS = `insert into ${SCHEMA}.polls
  select * from unnest($1::text[], $2::date[], $3::timestamptz[], $4::timestamptz[], $5::text[]) on conflict do nothing`;
const INSERT_CHANGES = `insert into ${SCHEMA}.changes
  select * from unnest($1::text[], $2::date[], $3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::smallint[],
    $8::boolean[]) on conflict do nothing`;
const HISTORY = `select observed_at, kind, count, waitlist from ${SCHEMA}.changes
  where pair = $1 and travel_date = $2 and train_no = $3 and seat_class = $4 order by observed_at`;
const PAIR = `select * from ${SCHEMA}.changes where pair = $1 order by travel_date, train_no, seat_class, observed_at`;

/** @param {string} url as POSTGRES_URL; the user must be allowed to make a schema */
export async function benchPostgres({ url, season, places }) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { server_version: version } = (await client.query('show server_version')).rows[0];
    await client.query(TABLES);
    const { counts, seconds, sample } = await writeRows(client, pollsOf(season, places));
    await client.query(`vacuum analyze ${SCHEMA}.polls`);
    await client.query(`vacuum analyze ${SCHEMA}.changes`);
    const size = `select sum(pg_total_relation_size(oid)) bytes from pg_class
      where relnamespace = '${SCHEMA}'::regnamespace and relkind = 'r'`;
    const { bytes } = (await client.query(size)).rows[0];
    return {
      version,
      counts,
      perSecond: counts.polls / seconds,
      bytes: Number(bytes),
      historyMs: await medianMs(() => client.query(HISTORY, sample.offer)),
      pairMs: await medianMs(() => client.query(PAIR, sample.offer.slice(0, 1))),
      pairDates: sample.dates.size,
    };
  } finally {
    await client.query(`drop schema if exists ${SCHEMA} cascade`);
    await client.end();
  }
}

/** What changed is found here, from the answer before: in the log's own time that is part of the write. */
async function writeRows(client, polls) {
  const counts = new SeasonCounts();
  const followers = new Map();
  const sample = { offer: null, dates: new Set() };
  let batch = { polls: [], changes: [] };
  let nanoseconds = 0n;
  const flush = async () => {
    const startedAt = process.hrtime.bigint();
    await client.query('begin');
    await client.query(INSERT_POLLS, transpose(batch.polls, 5));
    await client.query(INSERT_CHANGES, transpose(batch.changes, 8));
    await client.query('commit');
    nanoseconds += process.hrtime.bigint() - startedAt;
    batch = { polls: [], changes: [] };
  };
  for (const poll of polls) {
    counts.add(poll);
    const { pair, travelDate } = poll;
    const name = `${pair.from}-${pair.to}`;
    const observedAt = new Date(poll.observedAt);
    batch.polls.push([name, travelDate, observedAt, new Date(poll.plannedAt), poll.outcome]);
    if (poll.outcome === 'ok') {
      const follower = followers.get(pair) ?? new Follower();
      followers.set(pair, follower);
      for (const [row, seatClass, { kind, count = null }, waitlist] of follower.follow(poll.rows)) {
        batch.changes.push([name, travelDate, row.trainNo, seatClass, observedAt, kind, count, waitlist]);
        sample.offer ??= [name, travelDate, row.trainNo, seatClass];
      }
      if (sample.offer?.[0] === name) sample.dates.add(travelDate);
    }
    if (batch.polls.length === BATCH) await flush();
  }
  if (batch.polls.length > 0) await flush();
  return { counts, seconds: Number(nanoseconds) / 1e9, sample };
}

function transpose(rows, columns) {
  return Array.from({ length: columns }, (_, column) => rows.map((row) => row[column]));
}

async function medianMs(query) {
  const times = [];
  for (let i = 0; i < READS; i++) {
    const startedAt = process.hrtime.bigint();
    await query();
    times.push(Number(process.hrtime.bigint() - startedAt) / 1e6);
  }
  return times.sort((a, b) => a - b)[Math.floor(READS / 2)];
}
