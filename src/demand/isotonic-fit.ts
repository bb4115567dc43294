/**
 * The rising sequence nearest to `values` in weighted least squares (pool adjacent violators). `weights` above 0, of
 * the same length. Source: Ayer et al. 1955.
 */
export function isotonicFit(values: readonly number[], weights: readonly number[]): number[] {
  const blocks: { mean: number; weight: number; length: number }[] = [];
  for (const [at, value] of values.entries()) {
    let block = { mean: value, weight: weights[at]!, length: 1 };
    for (
      let before = blocks.at(-1);
      before !== undefined && before.mean >= block.mean;
      before = blocks.at(-1)
    ) {
      blocks.pop();
      const weight = before.weight + block.weight;
      block = {
        mean: (before.mean * before.weight + block.mean * block.weight) / weight,
        weight,
        length: before.length + block.length,
      };
    }
    blocks.push(block);
  }
  return blocks.flatMap(({ mean, length }) => new Array<number>(length).fill(mean));
}
