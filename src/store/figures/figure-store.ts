import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';
import { planCanonicalJson } from '../../demand/canonical-json.ts';
import {
  type FigureQuery,
  type FrozenFigure,
  frozenFigureSchema,
  planQueryKey,
} from '../../demand/figure.ts';
import { SUBJECT_COLUMNS, type SubjectRow } from '../../demand/subject-rows.ts';
import { type Column, planParquet } from '../archive/parquet-file.ts';
import type { RedisClient } from '../redis-client.ts';
import type { FigureReader } from './figure-port.ts';

export interface FigureStore extends FigureReader {
  /**
   * Writes a figure down, once: one of the same id stays as it is (`kept`). It becomes the newest of its question, and
   * the answer to what corrects the figure it names.
   */
  writeFigure(figure: FrozenFigure): Promise<'written' | 'kept'>;
  /** Keeps the matched offers of one pair under the hash of their lines; null: for good. */
  writeSubjects(part: { hash: string; lines: readonly string[] }, keepMs: number | null): Promise<void>;
  /** Names the parts that a figure's offers are in. */
  writeSubjectParts(id: string, parts: readonly string[]): Promise<void>;
  /** Whether the figures of two closed seasons were last made from just this. */
  isSettled(question: string, fingerprint: string): Promise<boolean>;
  writeSettled(question: string, fingerprint: string): Promise<void>;
  /** True for the first of all processes that asks to freeze the figures of a day, until it gives its turn back. */
  takeTurn(day: string): Promise<boolean>;
  releaseTurn(day: string): Promise<void>;
}

const compress = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 7 } };
/** Parsed figures never change; so many of them are kept at hand. */
const MOST_AT_HAND = 50;
/** Whoever was killed in the middle loses the turn then. One that takes longer only does work twice: nothing is written over. */
const TURN_SECONDS = 600;

/**
 * Frozen figures in Redis: one brotli value a figure, one hash from questions to their newest figure, one from figures to
 * what corrects them; offers by the hash of their lines. The schema version is in every key.
 */
export function createFigureStore(redis: RedisClient, namespace: string): FigureStore {
  const key = (what: string) => `figures:v1:{${namespace}}:${what}`;
  const atHand = new Map<string, FrozenFigure>();

  const readFigure = async (id: string): Promise<FrozenFigure | null> => {
    const known = atHand.get(id);
    if (known !== undefined) return known;
    const bytes = await redis.getBuffer(key(`figure:${id}`));
    if (bytes === null) return null;
    const figure = frozenFigureSchema.parse(JSON.parse(String(await decompress(bytes))));
    if (atHand.size >= MOST_AT_HAND) atHand.clear();
    atHand.set(id, figure);
    return figure;
  };
  const readParts = async (id: string): Promise<string[] | null> => {
    const parts = await redis.lrange(key(`subject-parts:${id}`), 0, -1);
    if (parts.length === 0) return null;
    const there = await Promise.all(parts.map((part) => redis.exists(key(`subjects:${part}`))));
    return there.every((one) => one === 1) ? parts : null;
  };
  const readSubjects = async ({ id, subjects }: FrozenFigure) => {
    const parts = subjects.rows === 0 ? [] : await readParts(id);
    return parts === null ? null : readEach(parts);
  };
  async function* readEach(parts: readonly string[]): AsyncGenerator<string> {
    for (const part of parts) {
      const bytes = await redis.getBuffer(key(`subjects:${part}`));
      if (bytes !== null) yield String(await decompress(bytes));
    }
  }

  return {
    readFigure,
    async readNewest(query: FigureQuery) {
      const id = await redis.hget(key('newest'), planQueryKey(query));
      return id === null ? null : readFigure(id);
    },
    async readStanding({ id, query }) {
      const [correctedBy, newest] = await Promise.all([
        redis.hget(key('corrected'), id),
        redis.hget(key('newest'), planQueryKey(query)),
      ]);
      return { correctedBy, newest };
    },
    async readQueries() {
      return (await redis.hkeys(key('newest'))).sort();
    },
    readSubjects,
    async readSubjectsParquet(figure) {
      const parts = await readSubjects(figure);
      if (parts === null) return null;
      let text = '';
      for await (const part of parts) text += part;
      return planParquet(arrangeSubjectColumns(parseSubjectLines(text)), 'yupiao');
    },
    async writeFigure(figure) {
      const bytes = await compress(planCanonicalJson(figure), QUALITY);
      const written = await redis.set(key(`figure:${figure.id}`), bytes, 'NX');
      if (written === null) return 'kept';
      if (figure.corrects !== null) await redis.hset(key('corrected'), figure.corrects, figure.id);
      await redis.hset(key('newest'), planQueryKey(figure.query), figure.id);
      return 'written';
    },
    async writeSubjects({ hash, lines }, keepMs) {
      const name = key(`subjects:${hash}`);
      const there = await redis.pttl(name);
      // Kept for good already (-1), or not to be kept for good: what is there may stay, a little longer.
      if (there === -1) return;
      if (there > 0) {
        await (keepMs === null ? redis.persist(name) : redis.pexpire(name, keepMs));
        return;
      }
      const bytes = await compress(lines.map((line) => `${line}\n`).join(''), QUALITY);
      await (keepMs === null ? redis.set(name, bytes) : redis.set(name, bytes, 'PX', keepMs));
    },
    async writeSubjectParts(id, parts) {
      if (parts.length === 0 || (await redis.exists(key(`subject-parts:${id}`))) === 1) return;
      await redis.rpush(key(`subject-parts:${id}`), ...parts);
    },
    async isSettled(question, fingerprint) {
      return (await redis.hget(key('settled'), question)) === fingerprint;
    },
    async writeSettled(question, fingerprint) {
      await redis.hset(key('settled'), question, fingerprint);
    },
    async takeTurn(day) {
      return (await redis.set(key(`turn:${day}`), '1', 'EX', TURN_SECONDS, 'NX')) !== null;
    },
    async releaseTurn(day) {
      await redis.del(key(`turn:${day}`));
    },
  };
}

export function parseSubjectLines(text: string): SubjectRow[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as SubjectRow);
}

const INTEGERS: ReadonlySet<keyof SubjectRow> = new Set(['season', 'lunar_offset', 'reopenings']);

/** Hours are texts of seconds elsewhere; here whole seconds, as this form has no fractions. */
function arrangeSubjectColumns(rows: readonly SubjectRow[]): Column[] {
  return SUBJECT_COLUMNS.map((name): Column => {
    const values = rows.map((row) => row[name]);
    if (INTEGERS.has(name)) {
      return { name, type: 'integer', packing: 'dictionary', data: Int32Array.from(values, Number) };
    }
    if (name === 'sold_out') return { name, type: 'optionalFlag', data: values.map((one) => one === true) };
    if (name.endsWith('_hours')) {
      const data = Int32Array.from(values, (hours) => Math.round(Number(hours) * 3_600));
      return { name: name.replace('_hours', '_seconds'), type: 'integer', packing: 'dictionary', data };
    }
    return { name, type: 'optionalText', data: values.map((one) => (one === null ? null : String(one))) };
  });
}
