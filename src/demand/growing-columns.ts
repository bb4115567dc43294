type Values = Float64Array | Int32Array | Uint16Array;

/** Numbers pushed one by one into a typed array that doubles when full: a season is too long for objects. */
export class GrowingColumn<T extends Values> {
  length = 0;
  private values: T;
  private readonly make: (length: number) => T;

  /** `make` makes an array of zeros. */
  constructor(make: (length: number) => T) {
    this.make = make;
    this.values = make(256);
  }

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = this.make(2 * this.length);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length] = value;
    this.length += 1;
  }

  /** What was pushed so far, without a copy: stale after the next push. */
  view(): T {
    return this.values.subarray(0, this.length) as T;
  }
}

export const doubles = (): GrowingColumn<Float64Array> => new GrowingColumn((size) => new Float64Array(size));
export const ints = (): GrowingColumn<Int32Array> => new GrowingColumn((size) => new Int32Array(size));
export const shorts = (): GrowingColumn<Uint16Array> => new GrowingColumn((size) => new Uint16Array(size));
