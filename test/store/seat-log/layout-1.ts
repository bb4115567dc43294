import type { Poll } from '../../../src/seats/schema.ts';
import type { RedisClient } from '../../../src/store/redis-client.ts';
import { failedPoll, okPoll, trainRow } from './polls.ts';

/**
 * A log of layout 1 as the code of that time left it in Redis: the polls below, pages of 150 bytes, the last poll late
 * and not folded in. Frozen: layout 1 does not change any more.
 */
const STATE =
  'AAAAKF/9MFtf/TBbsy+k9IOmJPEAAgAKAXb1BMggAXb1CVwAAXb1BMggAAAAAQQBAQEPQgECAQNf/QKnX/0Cp1/9Aqdf/QKn' +
  'X/0wW1/9DTNf/S8vX/0Cp1/9Aqdf/TBb';
const LOG = 'X/0rqwF29PJ4oAF29PcMgAEEBAYEAwEGBAkB/wJQAQYEDAEBAgkBBAQPBAM=';
const SEALED = [
  'Y2BABVxWDVMv/Bdn2sDJwMDAtIGTaR2IwcXACIVcDEwMzFAWKmBnYEXhszAyMjKzcfLwi4JIeyfG/4xMIAFmNuYATmY2AA==',
  'i//LF89Y9qWB/QBj2ZeW2Qv4GSCAaQMnA9M6TjCbmYWfkZkJJgMDbAxsaCL8QqLMbJw8QiCCX0j0P+N/TmY2Tma2ADYwxRkA' + 'AA==',
  'i/+r5M1Y9uXszQWMZV8u5TawMzAwMG3gZFrHycDAzMLOyMgEEkEGzGyc/EKizIxsnMyczGycAA==',
];
const CELLS = [
  'SWPT/hvD796ljkEKglAQhu/yr39h5j019QIKYW6izcPFI3QVBCl4gU7iATpX3SJeECXSqlnN988M8zmHy3kCYTYiUmqWxiD2' +
    'uwOIqqzQ0mHo/AgK0SyxfmHvj+MAYn1LGDEaiYkkB6GmSCSEWlgBEyPUVMXGcSah2PvT0BGP+Xq/zaBzaEANo/CnfvdtoC/p' +
    'bS72h7MSupBc7f7vqB+v9gk=',
  'sy+k9IOmJPGLjlYqyc9OzVPSUXraMPPFwqVKsbEA',
];
const LATE = ['X/0aFwF29K3OgAQBAQE8Uf/9/f4=', '1610422807'] as const;
/** Text and second. */
const FAILED = [
  ['[1610418307,1610418300000,"failed","timeout","8 s"]', '1610418307'],
  ['[1610422207,1610422200000,"failed","timeout","8 s"]', '1610422207'],
  ['[1610426107,1610426100000,"failed","timeout","8 s"]', '1610426107'],
] as const;

export function oldPolls(): Poll[] {
  const polls: Poll[] = [];
  for (let n = 0; n < 40; n++) {
    if (n !== 20) polls.push(n % 13 === 5 ? failedPoll(n) : okPoll(n, oldRows(n)));
  }
  return [...polls, okPoll(20, [trainRow('G1864', 'O:20 M:候补')])];
}

function oldRows(n: number) {
  const suspended = trainRow('G1864', '', { saleState: 'suspended', departureTime: null, note: '列车停运' });
  const usual = trainRow('G1864', `O:${(n % 7) + 1} M:${n < 9 ? 'plenty' : 'none'}`);
  const first = n === 31 ? suspended : usual;
  return n % 10 === 7 ? [first] : [first, trainRow('K903', `1:${(n % 3) + 1}`)];
}

/** Puts the log into Redis under keys that begin with `tag`, all of them to expire at `until`. */
export async function writeOldLog(redis: RedisClient, tag: string, until: number): Promise<void> {
  const bytes = (text: string) => Buffer.from(text, 'base64');
  await redis.set(`${tag}:state`, bytes(STATE));
  await redis.set(`${tag}:log`, bytes(LOG));
  await redis.rpush(`${tag}:sealed`, ...SEALED.map(bytes));
  await redis.rpush(`${tag}:cells`, ...CELLS.map(bytes));
  await redis.zadd(`${tag}:late`, LATE[1], bytes(LATE[0]));
  for (const [member, second] of FAILED) await redis.zadd(`${tag}:failed`, second, member);
  for (const name of ['state', 'log', 'sealed', 'cells', 'late', 'failed']) {
    await redis.pexpireat(`${tag}:${name}`, until);
  }
}
