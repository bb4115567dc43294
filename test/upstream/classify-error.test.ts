import { describe, expect, it } from 'vitest';
import { classifyError } from '../../src/upstream/classify-error.ts';

const withCode = (code: string, message = code) => Object.assign(new Error(message), { code });
const fetchFailed = (cause: unknown) => new TypeError('fetch failed', { cause });

describe('why a request threw', () => {
  it.each([
    ['ENOTFOUND', 'network-dns'],
    ['EAI_AGAIN', 'network-dns'],
    ['ECONNREFUSED', 'network-refused'],
    ['ENETUNREACH', 'network-refused'],
    ['ECONNRESET', 'network-reset'],
    ['UND_ERR_SOCKET', 'network-reset'],
    ['ETIMEDOUT', 'timeout'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
    ['CERT_HAS_EXPIRED', 'network-other'],
  ])('%s: %s, with the cause named', (code, sign) => {
    const result = classifyError(fetchFailed(withCode(code)));
    expect(result.sign).toBe(sign);
    expect(result.seen).toContain(code);
  });

  it('is found in each of several addresses that were tried', () => {
    const both = new AggregateError([withCode('ECONNREFUSED', 'connect ECONNREFUSED ::1:1')], 'all failed');
    expect(classifyError(fetchFailed(both))).toEqual({
      sign: 'network-refused',
      seen: 'connect ECONNREFUSED ::1:1',
    });
  });

  it('is a timeout when the time limit says so', () => {
    expect(classifyError(new DOMException('nothing whole after 50 ms', 'TimeoutError')).sign).toBe('timeout');
  });

  it.each([[undefined], [null], ['text'], [{}], [new Error('?')]])('is never thrown at: %s', (thrown) => {
    expect(classifyError(thrown).sign).toBe('network-other');
  });

  it('ends even where causes go in a circle', () => {
    const error = new Error('round');
    error.cause = error;
    expect(classifyError(error).sign).toBe('network-other');
  });
});
