/** Numbers pushed one by one into a typed array that doubles when full: a season is too long for objects. */
export class DoubleColumn {
  length = 0;
  private values = new Float64Array(256);

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Float64Array(2 * this.length);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length] = value;
    this.length += 1;
  }

  /** What was pushed so far, without a copy: stale after the next push. */
  view(): Float64Array {
    return this.values.subarray(0, this.length);
  }
}

/** The same for whole numbers of 32 bits. */
export class IntColumn {
  length = 0;
  private values = new Int32Array(256);

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Int32Array(2 * this.length);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length] = value;
    this.length += 1;
  }

  /** What was pushed so far, without a copy: stale after the next push. */
  view(): Int32Array {
    return this.values.subarray(0, this.length);
  }
}
