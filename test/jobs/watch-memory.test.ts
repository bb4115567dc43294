import { describe, expect, it } from 'vitest';
import { createWatchMemory } from '../../jobs/watch-memory.ts';
import { type Instant, MINUTE_MS, parseInstant } from '../../src/calendar/china-time.ts';
import type { WatchEntry } from '../../src/upstream/watchlist.ts';

const NOW = parseInstant('2021-01-12T10:00') as Instant;
const WATCHLIST: WatchEntry[] = ['HGH', 'BJP'].map((to) => ({
  pair: { from: 'TNV', to },
  travelDate: '2021-02-09',
}));

function openMemory() {
  const read: string[] = [];
  let time = '14:00';
  const memory = createWatchMemory({
    seatLog: {
      async readBoard(pair) {
        read.push(pair.to);
        return null;
      },
    },
    stations: { saleTimeOn: () => time },
  });
  return { memory, read, moveSaleTimeTo: (to: string) => (time = to) };
}

describe('the memory of the plan', () => {
  it('reads no board of what was never seen, and knows its opening all the same', async () => {
    const { memory, read } = openMemory();
    const facts = await memory.readFacts(WATCHLIST, [null, null], NOW);
    expect(read).toEqual([]);
    expect(facts.map((one) => one.saleOpenings)).toEqual(Array(2).fill([parseInstant('2021-01-11T14:00')]));
  });

  it('reads a board again only once there is a newer one', async () => {
    const { memory, read } = openMemory();
    await memory.readFacts(WATCHLIST, [NOW, NOW], NOW);
    await memory.readFacts(WATCHLIST, [NOW, NOW], NOW + MINUTE_MS);
    expect(read).toEqual(['HGH', 'BJP']);
    await memory.readFacts(WATCHLIST, [NOW, NOW + MINUTE_MS], NOW + 2 * MINUTE_MS);
    expect(read).toEqual(['HGH', 'BJP', 'BJP']);
  });

  it('takes up a sale time that has moved within ten minutes, though nothing was polled', async () => {
    const { memory, moveSaleTimeTo } = openMemory();
    await memory.readFacts(WATCHLIST, [null, null], NOW);
    moveSaleTimeTo('13:00');
    const [facts] = await memory.readFacts(WATCHLIST, [null, null], NOW + 10 * MINUTE_MS);
    expect(facts?.saleOpenings).toEqual([parseInstant('2021-01-11T13:00')]);
  });
});
