import { expect, test } from 'vitest';
import { originOf } from '../../src/http/origin.ts';

test.each([
  ['127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ['Yupiao.Example', 'http://yupiao.example'],
  [undefined, ''],
  ['', ''],
  ['host/path', ''],
  ['user@host', ''],
  ['host}, note = {x', ''],
  ['a\nb', ''],
  ['host:port', ''],
  ['余票.cn', ''],
])('the host %j is taken over as %j', (host, origin) => {
  expect(originOf({ headers: host === undefined ? {} : { host }, protocol: 'http' })).toBe(origin);
});
