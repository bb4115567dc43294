import { ServiceError } from '../../errors.ts';
import { type ColumnValues, parseParquet } from './parquet-file.ts';

/** One Parquet file of an archive, read: columns by name, each of the type it was written with. */
export class Table {
  readonly name: string;
  readonly rows: number;
  readonly #columns: ReadonlyMap<string, ColumnValues>;
  /** By which test a column was found right: it is asked for again by every day of a part. */
  readonly #checked = new Map<string, (value: unknown) => boolean>();

  constructor(name: string, columns: ReadonlyMap<string, ColumnValues>) {
    this.name = name;
    this.#columns = columns;
    const [first] = columns.values();
    this.rows = first?.length ?? 0;
  }

  has(column: string): boolean {
    return this.#columns.has(column);
  }

  numbers(column: string): ArrayLike<number> {
    return this.#read(column, isNumber);
  }

  texts(column: string): ArrayLike<string> {
    return this.#read(column, isText);
  }

  optionalNumbers(column: string): ArrayLike<number | null> {
    return this.#read(column, isOptionalNumber);
  }

  optionalTexts(column: string): ArrayLike<string | null> {
    return this.#read(column, isOptionalText);
  }

  optionalFlags(column: string): ArrayLike<boolean | null> {
    return this.#read(column, isOptionalFlag);
  }

  #read<T>(column: string, isOne: (value: unknown) => value is T): ArrayLike<T> {
    const values = this.#columns.get(column);
    if (values === undefined) throw damaged(this.name, `expected a column ${column}, got none`);
    if (values.length !== this.rows) {
      throw damaged(this.name, `expected ${this.rows} values in ${column}, got ${values.length}`);
    }
    if (!isKnown(values, this.#checked.get(column), isOne)) {
      throw damaged(this.name, `the column ${column} holds values of another type`);
    }
    this.#checked.set(column, isOne);
    return values;
  }
}

const isNumber = (value: unknown) => typeof value === 'number';
const isText = (value: unknown) => typeof value === 'string';
const isOptionalNumber = (value: unknown) => value === null || typeof value === 'number';
const isOptionalText = (value: unknown) => value === null || typeof value === 'string';
const isOptionalFlag = (value: unknown) => value === null || typeof value === 'boolean';

/** Whether all are of the type; `checked` is the test that they have passed before. */
function isKnown<T>(
  values: ColumnValues,
  checked: ((value: unknown) => boolean) | undefined,
  isOne: (value: unknown) => value is T,
): values is ArrayLike<T> {
  if (checked === isOne) return true;
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
