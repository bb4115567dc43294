import { describe, expect, it } from 'vitest';
import {
  buildFailure,
  classifyMessage,
  excerpt,
  FAILURES,
  type FailureSign,
} from '../../src/upstream/failures.ts';

const signs = Object.keys(FAILURES) as FailureSign[];

describe('the table of failures', () => {
  it('leaves 12306 alone for minutes and asks nothing again after a refusal by redirect, 403, 429 or page', () => {
    const refusals: FailureSign[] = [
      'login-wall',
      'error-page',
      'unknown-redirect',
      'illegal-request',
      'too-fast',
      'forbidden',
      'too-many-requests',
      'html-body',
      'empty-body',
      'anti-bot',
    ];
    for (const sign of refusals) {
      expect(FAILURES[sign]).toMatchObject({ outcome: 'refused', retry: false });
      expect(FAILURES[sign].backOffMs, sign).toBeGreaterThanOrEqual(5 * 60_000);
    }
  });

  it('asks again only after a pause', () => {
    for (const sign of signs) {
      if (FAILURES[sign].retry) expect(FAILURES[sign].backOffMs, sign).toBeGreaterThanOrEqual(15_000);
    }
  });

  it('calls empty only an answer without trains', () => {
    expect(signs.filter((sign) => FAILURES[sign].outcome === 'empty')).toEqual(['no-trains']);
  });

  it('has a sentence for each sign', () => {
    for (const sign of signs) expect(FAILURES[sign].text.length).toBeGreaterThan(10);
  });
});

describe('a failure', () => {
  it('carries outcome, sign, detail, retry and back-off of its sign', () => {
    expect(buildFailure('too-fast', 'HTTP 403 5')).toEqual({
      outcome: 'refused',
      failure: { sign: 'too-fast', detail: '403: too many requests (操作频率过快): HTTP 403 5' },
      retry: false,
      backOffMs: 600_000,
    });
  });

  it('has a detail fit for a log line, however long and wild what came', () => {
    const { failure } = buildFailure('html-body', `<html>\n\u0000${'x'.repeat(10_000)}`) as {
      failure: { detail: string };
    };
    expect(failure.detail.length).toBeLessThanOrEqual(300);
    expect(failure.detail).not.toMatch(/\p{Cc}/u);
  });

  it('quotes foreign text shortened', () => {
    expect(excerpt('  a\n b ')).toBe('a b');
    expect(excerpt('12345678', 5)).toBe('1234…');
  });
});

describe('the words of 12306', () => {
  it.each([
    ['选择的查询日期不在预售日期范围内', 'outside-window'],
    ['网络繁忙', 'busy'],
    ['系统忙，请稍后重试', 'busy'],
    ['系统繁忙，请稍后重试！', 'busy'],
    ['查询失败', 'busy'],
    ['您的网络可能存在问题，请重试', 'anti-bot'],
    ['非法请求！', 'illegal-request'],
    ['您的操作频率过快，请稍后再试！', 'too-fast'],
    ['春节快乐', null],
    ['', null],
  ])('%s', (message, sign) => {
    expect(classifyMessage(message)).toBe(sign);
  });
});
