import { ServiceError } from '../../errors.ts';
import { type ColumnValues, parseParquet } from './parquet-file.ts';

/** One Parquet file of an archive, read: columns by name, each of the type it was written with. */
export class Table {
  readonly name: string;
  readonly rows: number;
  readonly #columns: ReadonlyMap<string, ColumnValues>;

  constructor(name: string, columns: ReadonlyMap<string, ColumnValues>) {
    this.name = name;
    this.#columns = columns;
    const [first] = columns.values();
    this.rows = first?.length ?? 0;
  }

  numbers(column: string): ArrayLike<number> {
    return this.#read(column, (value): value is number => typeof value === 'number');
  }

  texts(column: string): ArrayLike<string> {
    return this.#read(column, (value): value is string => typeof value === 'string');
  }

  optionalNumbers(column: string): ArrayLike<number | null> {
    return this.#read(column, (value): value is number | null => value === null || typeof value === 'number');
  }

  optionalTexts(column: string): ArrayLike<string | null> {
    return this.#read(column, (value): value is string | null => value === null || typeof value === 'string');
  }

  optionalFlags(column: string): ArrayLike<boolean | null> {
    return this.#read(
      column,
      (value): value is boolean | null => value === null || typeof value === 'boolean',
    );
  }

  #read<T>(column: string, isOne: (value: unknown) => value is T): ArrayLike<T> {
    const values = this.#columns.get(column);
    if (values === undefined) throw damaged(this.name, `expected a column ${column}, got none`);
    if (values.length !== this.rows) {
      throw damaged(this.name, `expected ${this.rows} values in ${column}, got ${values.length}`);
    }
    if (!isAll(values, isOne)) throw damaged(this.name, `the column ${column} holds values of another type`);
    return values;
  }
}

function isAll<T>(values: ColumnValues, isOne: (value: unknown) => value is T): values is ArrayLike<T> {
  for (let i = 0; i < values.length; i++) if (!isOne(values[i])) return false;
  return true;
}

/** Throws ServiceError where the bytes are no Parquet file. */
export async function parseTable(name: string, bytes: Uint8Array): Promise<Table> {
  try {
    return new Table(name, await parseParquet(bytes));
  } catch (error) {
    throw damaged(name, `expected a Parquet file, got bytes that cannot be read (${String(error)})`);
  }
}

/** What every check of an archive says when it fails. */
export function damaged(file: string, what: string): ServiceError {
  return new ServiceError(
    `${file}: ${what}`,
    'Nothing of it was taken. Fetch the archive again from where it came, or export it anew.',
  );
}
