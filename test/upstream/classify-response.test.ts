import { describe, expect, it } from 'vitest';
import { classifyResponse, type RawResponse } from '../../src/upstream/classify-response.ts';

const root = 'https://kyfw.12306.cn/otn/';
const asked = { url: `${root}leftTicket/query?leftTicketDTO.train_date=2021-02-05`, otnRoot: root };

function classify(response: Partial<RawResponse>, expected: 'page' | 'json' = 'json'): string {
  const whole = { status: 200, location: null, contentType: null, body: '', ...response };
  const verdict = classifyResponse(whole, asked, expected);
  if (verdict.kind === 'failure') return verdict.sign;
  return verdict.kind === 'renamed' ? `renamed ${verdict.path}` : verdict.kind;
}

describe('a redirect', () => {
  it.each([
    ['queryG?leftTicketDTO.train_date=2021-02-05', 'renamed leftTicket/queryG'],
    ['queryZ', 'renamed leftTicket/queryZ'],
    ['query?x=1', 'renamed leftTicket/query'],
    ['/otn/leftTicket/queryU?x=1', 'renamed leftTicket/queryU'],
    ['https://kyfw.12306.cn/otn/leftTicket/queryX', 'renamed leftTicket/queryX'],
    ['//kyfw.12306.cn/otn/leftTicket/queryX', 'renamed leftTicket/queryX'],
    ['/otn/passport?redirect=/otn/', 'login-wall'],
    ['/otn/login/init', 'login-wall'],
    ['https://kyfw.12306.cn/otn/resources/login.html', 'login-wall'],
    ['https://www.12306.cn/mormhweb/logFiles/error.html', 'error-page'],
    ['http://www.12306.cn/mormhweb/logFiles/error.html', 'error-page'],
    ['/otn/login/error', 'error-page'],
    ['https://example.org/otn/leftTicket/queryG', 'unknown-redirect'],
    ['http://kyfw.12306.cn/otn/leftTicket/queryG', 'unknown-redirect'],
    ['https://kyfw.12306.cn.example.org/otn/leftTicket/queryG', 'unknown-redirect'],
    ['https://kyfw.12306.cn@example.org/otn/leftTicket/queryG', 'unknown-redirect'],
    ['queryGG', 'unknown-redirect'],
    ['queryg', 'unknown-redirect'],
    ['../confirmPassenger/queryG', 'unknown-redirect'],
    ['/leftTicket/queryG', 'unknown-redirect'],
    ['queryG/..%2f..', 'unknown-redirect'],
    ['init', 'unknown-redirect'],
    ['http://', 'unknown-redirect'],
    ['javascript:alert(1)', 'unknown-redirect'],
  ])('to "%s": %s', (location, sign) => {
    for (const status of [301, 302, 303, 307, 308]) expect(classify({ status, location })).toBe(sign);
  });

  it('of the page itself is never a rename', () => {
    expect(classify({ status: 302, location: 'queryG?x' }, 'page')).toBe('unknown-redirect');
  });

  it('without a Location is no redirect', () => {
    expect(classify({ status: 302 })).toBe('unexpected-status');
    expect(classify({ status: 304 })).toBe('unexpected-status');
  });
});

describe('a status', () => {
  it.each([
    [403, '0', 'illegal-request'],
    [403, '2', 'illegal-request'],
    [403, '3', 'illegal-request'],
    [403, '4', 'illegal-request'],
    [403, '7', 'illegal-request'],
    [403, '1', 'too-fast'],
    [403, '5', 'too-fast'],
    [403, '6\n', 'too-fast'],
    [403, '8', 'forbidden'],
    [403, '9', 'forbidden'],
    [403, '10', 'forbidden'],
    [403, '', 'forbidden'],
    [403, '<html>Forbidden</html>', 'forbidden'],
    [404, '', 'not-found'],
    [405, '', 'not-found'],
    [429, '', 'too-many-requests'],
    [500, '', 'server-error'],
    [502, '<html>', 'server-error'],
    [504, '{"status":true}', 'server-error'],
    [204, '', 'unexpected-status'],
    [206, '{"status":true}', 'unexpected-status'],
    [400, '', 'unexpected-status'],
    [401, '', 'unexpected-status'],
  ])('%i with body "%s": %s', (status, body, sign) => {
    expect(classify({ status, body })).toBe(sign);
    expect(classify({ status, body }, 'page')).toBe(sign);
  });
});

describe('a body where JSON was asked for', () => {
  it.each([
    ['', 'empty-body'],
    [' \r\n', 'empty-body'],
    ['\uFEFF', 'empty-body'],
    ['<!DOCTYPE html><html></html>', 'html-body'],
    ['\n <html><body>您的网络可能存在问题</body></html>', 'anti-bot'],
    ['{"httpstatus":200', 'broken-json'],
    ['{"a":无}', 'broken-json'],
    ['undefined', 'broken-json'],
    ['您的网络可能存在问题，请重试', 'anti-bot'],
    ['系统忙，请稍后重试', 'busy'],
    ['{}', 'json'],
    ['\uFEFF{"httpstatus":200}', 'json'],
    ['null', 'json'],
    ['-1', 'json'],
  ])('"%s": %s', (body, sign) => {
    expect(classify({ body, contentType: 'application/json;charset=UTF-8' })).toBe(sign);
  });

  it('is what it is, whatever its content type says', () => {
    expect(classify({ body: '{}', contentType: 'text/html' })).toBe('json');
    expect(classify({ body: 'Sorry', contentType: 'text/html; charset=utf-8' })).toBe('html-body');
  });
});

describe('a body where a page was asked for', () => {
  it('is a page, whatever it says, unless it is empty', () => {
    expect(classify({ body: '<html>系统忙</html>' }, 'page')).toBe('page');
    expect(classify({ body: ' ' }, 'page')).toBe('empty-body');
  });
});
