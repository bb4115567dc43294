import { promisify } from 'node:util';
import { brotliCompress, brotliDecompressSync, constants } from 'node:zlib';
import { parquetMetadata, parquetRead } from 'hyparquet';
import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer';

/** A column of a Parquet file. `instant` is UTC milliseconds; only text, flags and optional integers may be null. */
export type Column = { name: string } & (
  | { type: 'integer'; data: Int32Array; packing: 'delta' | 'dictionary' | 'plain' }
  | { type: 'optionalInteger'; data: (number | null)[] }
  | { type: 'instant'; data: Float64Array }
  | { type: 'optionalInstant'; data: (number | null)[] }
  | { type: 'text'; data: string[] }
  | { type: 'optionalText'; data: (string | null)[] }
  | { type: 'optionalFlag'; data: (boolean | null)[] }
);

/** As read back: integers and instants as numbers, what is null as null. */
export type ColumnValues = ArrayLike<unknown>;

const compress = promisify(brotliCompress);
/** 1.31 bytes a change; 11 takes 0.7 % less room and three times as long, 9 takes 7 % more. */
const QUALITY = 10;

const ENCODINGS = {
  /** Ascending numbers. */
  delta: 'DELTA_BINARY_PACKED',
  /** Few different ones. */
  dictionary: 'RLE_DICTIONARY',
  /** Small ones of fewer than 129 kinds: in a dictionary they would take 7 bits, across bytes. */
  plain: 'PLAIN',
} as const;

/**
 * One Parquet file with one row group, brotli inside, in encodings that DuckDB, Arrow and hyparquet read.
 *
 * The library compresses page by page and waits for each. Here a first pass only gathers the pages, brotli then takes
 * them on all cores at once, and a second pass of the same encoder puts the results in.
 */
export async function planParquet(
  columns: readonly Column[],
  createdBy: string,
  quality = QUALITY,
): Promise<Uint8Array> {
  const sources = columns.map(planSource);
  const pages: Uint8Array[] = [];
  encode(sources, createdBy, (page) => {
    pages.push(page.slice());
    return page;
  });
  const compressed = await Promise.all(
    pages.map((page) =>
      compress(page, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: quality,
          [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
          [constants.BROTLI_PARAM_SIZE_HINT]: page.length,
        },
      }),
    ),
  );
  let next = 0;
  return new Uint8Array(
    encode(sources, createdBy, () => {
      const page = compressed[next++];
      if (page === undefined) throw new RangeError(`expected the same ${pages.length} pages in both passes`);
      return page;
    }),
  );
}

function encode(
  columnData: ColumnSource[],
  createdBy: string,
  compressor: (page: Uint8Array) => Uint8Array,
): ArrayBuffer {
  const rows = columnData[0]?.data.length ?? 0;
  return parquetWriteBuffer({
    columnData,
    codec: 'BROTLI',
    compressors: { BROTLI: compressor },
    statistics: false,
    rowGroupSize: Math.max(rows, 1),
    pageSize: 2 ** 30,
    createdBy,
  });
}

function planSource(column: Column): ColumnSource {
  const { name } = column;
  switch (column.type) {
    case 'integer':
      return { name, type: 'INT32', nullable: false, data: column.data, encoding: ENCODINGS[column.packing] };
    case 'optionalInteger':
      return { name, type: 'INT32', nullable: true, data: column.data };
    case 'instant': {
      const data = Array.from(column.data, BigInt);
      return { name, type: 'TIMESTAMP', nullable: false, data, encoding: 'DELTA_BINARY_PACKED' };
    }
    case 'optionalInstant': {
      const data = column.data.map((at) => (at === null ? null : BigInt(at)));
      return { name, type: 'TIMESTAMP', nullable: true, data };
    }
    case 'text':
      return { name, type: 'STRING', nullable: false, data: column.data };
    case 'optionalText':
      return { name, type: 'STRING', nullable: true, data: column.data };
    case 'optionalFlag':
      return { name, type: 'BOOLEAN', nullable: true, data: column.data };
  }
}

/** The columns of a Parquet file by name, in its order. Throws what hyparquet throws on bytes that are none. */
export async function parseParquet(bytes: Uint8Array): Promise<Map<string, ColumnValues>> {
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const metadata = parquetMetadata(file);
  const columns = new Map<string, ColumnValues>();
  for (const { name } of metadata.schema.slice(1)) columns.set(name, []);
  await parquetRead({
    file,
    metadata,
    compressors: { BROTLI: (page) => brotliDecompressSync(page) },
    parsers: { timestampFromMilliseconds: Number },
    onChunk: ({ columnName, columnData }) => {
      const before = columns.get(columnName) ?? [];
      columns.set(columnName, before.length === 0 ? columnData : [...Array.from(before), ...columnData]);
    },
  });
  return columns;
}
