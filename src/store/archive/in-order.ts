/**
 * What `work` makes of each item, in the order of the items, with at most `most` under way. The first that fails ends
 * it with its error, when those under way have come to their end: then nothing goes on unseen.
 */
export async function* workInOrder<T, R>(
  items: AsyncIterable<T> | Iterable<T>,
  most: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const underWay: Promise<R>[] = [];
  try {
    for await (const item of items) {
      const one = work(item);
      // Told when its turn comes; until then Node must not take the failure for one that nobody sees.
      one.catch(() => {});
      underWay.push(one);
      if (underWay.length === most) yield await (underWay.shift() as Promise<R>);
    }
    for (let next = underWay.shift(); next !== undefined; next = underWay.shift()) yield await next;
  } finally {
    await Promise.allSettled(underWay);
  }
}
