import { setTimeout as delay } from 'node:timers/promises';
import { waitUntil } from '../../support/wait-until.ts';
import { openServerPark, type ServerPark, type TestServer } from './servers.ts';

const SLOTS = 16_384;
const AOF = { appendonly: 'yes', appendfsync: 'everysec', save: '""', 'maxmemory-policy': 'noeviction' };

export interface TestCluster {
  /** As REDIS_URL names it. */
  url: string;
  nodes: TestServer[];
  /** The nodes that are masters now. */
  masters(): Promise<TestServer[]>;
  /** Until every slot has a master and every running replica has caught up with its own. */
  whenWhole(): Promise<void>;
  stop(): Promise<void>;
}

/** A Cluster of three masters with a replica each, all on loopback, when all of it is ready. */
export async function startCluster(nodeTimeoutMs: number): Promise<TestCluster> {
  const park = await openServerPark();
  const settings = {
    ...AOF,
    'cluster-enabled': 'yes',
    'cluster-node-timeout': String(nodeTimeoutMs),
    'repl-diskless-sync-delay': '0',
  };
  const nodes = await Promise.all(Array.from({ length: 6 }, () => park.start(settings)));
  await joinNodes(nodes);
  const running = () => nodes.filter((node) => node.isRunning());
  const cluster: TestCluster = {
    url: `redis://${nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}`,
    nodes,
    async masters() {
      const roles = await Promise.all(running().map((node) => roleOf(node)));
      return running().filter((_, index) => roles[index] === 'master');
    },
    whenWhole: () =>
      waitUntil(
        'the Cluster to be whole',
        async () => {
          const states = await Promise.all(running().map((node) => isWhole(node)));
          return states.every(Boolean);
        },
        30_000,
      ),
    stop: () => park.stop(),
  };
  await cluster.whenWhole();
  return cluster;
}

/** Slots to the first three; the others each follow one of them, once they have heard of it. */
async function joinNodes(nodes: TestServer[]): Promise<void> {
  const [first, ...others] = nodes as [TestServer, ...TestServer[]];
  const masters = nodes.slice(0, 3);
  const share = Math.ceil(SLOTS / masters.length);
  await Promise.all(
    masters.map(({ client }, index) => {
      const from = index * share;
      const slots = Array.from({ length: Math.min(share, SLOTS - from) }, (_, n) => from + n);
      return client.cluster('ADDSLOTS', ...slots);
    }),
  );
  // Epochs of their own at once, so that nobody has to settle a tie later.
  await Promise.all(nodes.map(({ client }, index) => client.cluster('SET-CONFIG-EPOCH', index + 1)));
  await Promise.all(others.map(({ port }) => first.client.cluster('MEET', '127.0.0.1', port)));
  const ids = await Promise.all(masters.map(({ client }) => client.cluster('MYID') as Promise<string>));
  await Promise.all(
    nodes.slice(3).map(async ({ client }, index) => {
      const id = ids[index] ?? '';
      await waitUntil('the replica to know its master', async () =>
        ((await client.cluster('NODES')) as string).includes(id),
      );
      await client.cluster('REPLICATE', id);
    }),
  );
}

async function roleOf({ client }: TestServer): Promise<string> {
  return /^role:(\w+)/m.exec(await client.info('replication'))?.[1] ?? '';
}

async function isWhole({ client }: TestServer): Promise<boolean> {
  const [info, replication] = await Promise.all([client.cluster('INFO'), client.info('replication')]);
  const isOk = /cluster_state:ok/.test(String(info)) && /cluster_slots_ok:16384/.test(String(info));
  return isOk && (/role:master/.test(replication) || /master_link_status:up/.test(replication));
}

export interface TestSentinels {
  url: string;
  nodes: TestServer[];
  master(): Promise<TestServer>;
  stop(): Promise<void>;
}

/** A master with a replica, and three Sentinels that have all found each other and the replica. */
export async function startSentinels(downAfterMs: number): Promise<TestSentinels> {
  const park: ServerPark = await openServerPark();
  const master = await park.start({ ...AOF, 'repl-diskless-sync-delay': '0' });
  const replica = await park.start({
    ...AOF,
    'repl-diskless-sync-delay': '0',
    replicaof: `127.0.0.1 ${master.port}`,
  });
  await waitUntil('the replica to have caught up', async () =>
    /master_link_status:up/.test(await replica.client.info('replication')),
  );
  const settings = {
    'sentinel monitor': `seats 127.0.0.1 ${master.port} 2`,
    'sentinel down-after-milliseconds': `seats ${downAfterMs}`,
    'sentinel failover-timeout': 'seats 10000',
  };
  const sentinels = await Promise.all(
    Array.from({ length: 3 }, () => park.start(settings, { sentinel: true })),
  );
  for (const { client } of sentinels) {
    await waitUntil(
      'the Sentinels to know each other and the replica',
      async () => {
        const info = await client.info('sentinel');
        return /status=ok/.test(info) && /slaves=1,sentinels=3/.test(info);
      },
      30_000,
    );
  }
  const nodes = [master, replica];
  return {
    url: `redis+sentinel://${sentinels.map(({ port }) => `127.0.0.1:${port}`).join(',')}/seats`,
    nodes,
    async master() {
      for (;;) {
        for (const node of nodes.filter((one) => one.isRunning()))
          if ((await roleOf(node)) === 'master') return node;
        await delay(20);
      }
    },
    stop: () => park.stop(),
  };
}
