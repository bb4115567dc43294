import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { workInOrder } from '../../../src/store/archive/in-order.ts';

/** Does its jobs when told to, and knows which are under way. */
class Workshop {
  most = 0;
  taken = 0;
  underWay = 0;

  async work(item: number, turns: number, fails: boolean): Promise<number> {
    this.taken++;
    this.underWay++;
    this.most = Math.max(this.most, this.underWay);
    for (let turn = 0; turn < turns; turn++) await null;
    this.underWay--;
    if (fails) throw new Error(`number ${item}`);
    return item;
  }
}

const jobs = fc.array(fc.nat(30), { maxLength: 40 });
const mosts = fc.integer({ min: 1, max: 9 });

describe('work in order', () => {
  it('gives its results in the order of the items, with no more under way than allowed', async () => {
    await fc.assert(
      fc.asyncProperty(jobs, mosts, async (turns, most) => {
        const shop = new Workshop();
        const results: number[] = [];
        const work = (item: number) => shop.work(item, turns[item] ?? 0, false);
        for await (const result of workInOrder(turns.keys(), most, work)) results.push(result);
        expect(results).toEqual([...turns.keys()]);
        expect(shop.most).toBeLessThanOrEqual(most);
      }),
    );
  });

  it('ends with the first failure in that order, takes little more, and leaves nothing under way', async () => {
    const failing = fc.uniqueArray(fc.nat(39), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(jobs, mosts, failing, async (turns, most, failures) => {
        const shop = new Workshop();
        const first = Math.min(...failures);
        fc.pre(first < turns.length);
        const results: number[] = [];
        const all = async () => {
          const work = (item: number) => shop.work(item, turns[item] ?? 0, failures.includes(item));
          for await (const result of workInOrder(turns.keys(), most, work)) results.push(result);
        };
        await expect(all()).rejects.toThrow(`number ${first}`);
        expect(shop.underWay).toBe(0);
        expect(results).toEqual(Array.from({ length: first }, (_, i) => i));
        expect(shop.taken).toBeLessThanOrEqual(first + most);
      }),
    );
  });

  it('leaves nothing under way when its reader has had enough', async () => {
    const shop = new Workshop();
    for await (const item of workInOrder([0, 1, 2, 3], 3, (one) => shop.work(one, 9, false))) {
      if (item === 1) break;
    }
    expect(shop.underWay).toBe(0);
  });
});
