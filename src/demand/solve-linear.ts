const SINGULAR = 1e-12;

/** The x with matrix · x = right, by elimination with pivots (n × n and n); null when the matrix is singular. */
export function solveLinear(
  matrix: readonly (readonly number[])[],
  right: readonly number[],
): number[] | null {
  const rows = matrix.map((row, index) => [...row, right[index]!]);
  const size = rows.length;
  const scale = Math.max(...rows.map((row, index) => Math.abs(row[index]!)));
  for (let column = 0; column < size; column += 1) {
    const pivot = rows.slice(column).reduce((a, b) => (Math.abs(b[column]!) > Math.abs(a[column]!) ? b : a));
    if (!(Math.abs(pivot[column]!) > SINGULAR * scale)) return null;
    rows.splice(rows.indexOf(pivot), 1);
    rows.splice(column, 0, pivot);
    for (const row of rows.slice(column + 1)) {
      const factor = row[column]! / pivot[column]!;
      for (let at = column; at <= size; at += 1) row[at]! -= factor * pivot[at]!;
    }
  }
  const x = new Array<number>(size).fill(0);
  for (let row = size - 1; row >= 0; row -= 1) {
    const known = x.reduce((sum, value, at) => (at > row ? sum + value * rows[row]![at]! : sum), 0);
    x[row] = (rows[row]![size]! - known) / rows[row]![row]!;
  }
  return x;
}
