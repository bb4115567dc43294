import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCookies, mergeCookies, parseInitPage } from '../../src/upstream/session.ts';

/** The lines of the init page of 2020-03-23 that matter (PROTOCOL.md 1.1). */
const PAGE = `<html><script type="text/javascript">
 var isSaveQueryLog='N';
 var CLeftTicketUrl = 'leftTicket/query';
 var studentMindate='2020-03-23', studentMaxdate='2020-04-21';
 var otherMindate='2020-03-23';var otherMaxdate='2020-04-21';
 var other_buy_date='2020-03-23&2020-04-21';
</script></html>`;

describe('the init page', () => {
  it('states the query path, the sale window and whether queries are logged', () => {
    expect(parseInitPage(PAGE)).toEqual({
      queryPath: 'leftTicket/query',
      saleWindow: { first: '2020-03-23', last: '2020-04-21' },
      isSaveQueryLog: false,
    });
    expect(parseInitPage("isSaveQueryLog='Y'").isSaveQueryLog).toBe(true);
  });

  it.each([
    ['var CLeftTicketUrl="leftTicket/queryG";', 'leftTicket/queryG'],
    ["CLeftTicketUrl\n=\t'leftTicket/queryU'", 'leftTicket/queryU'],
    ["CLeftTicketUrl = 'leftTicket/queryGG'", null],
    ["CLeftTicketUrl = '/leftTicket/queryG'", null],
    ["CLeftTicketUrl = 'https://example.org/leftTicket/query'", null],
    ["CLeftTicketUrl = ''", null],
    ['CLeftTicketUrl = leftTicket/query', null],
    ['', null],
  ])('%s', (html, path) => {
    expect(parseInitPage(html).queryPath).toBe(path);
  });

  it.each([
    ["other_buy_date='2021-01-12&2021-02-10'", { first: '2021-01-12', last: '2021-02-10' }],
    ["otherMindate='2021-01-12' otherMaxdate='2021-02-30'", null],
    ["otherMindate='2021-02-10' otherMaxdate='2021-01-12'", null],
    ["otherMindate='2021-1-12' otherMaxdate='2021-2-10'", null],
    ["otherMindate='2021-01-12'", null],
    ["other_buy_date='2021-01-12'", null],
    ['', null],
  ])('sale window of %s', (html, window) => {
    expect(parseInitPage(html).saleWindow).toEqual(window);
  });

  it('is never thrown at', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        (html) => typeof parseInitPage(html).isSaveQueryLog === 'boolean',
      ),
    );
  });
});

describe('the cookies', () => {
  it('are set, overwritten and taken out again', () => {
    let jar = mergeCookies(new Map(), ['JSESSIONID=abc; Path=/otn; HttpOnly', 'BIGipServerotn=1.2; path=/']);
    expect(formatCookies(jar)).toBe('JSESSIONID=abc; BIGipServerotn=1.2');
    jar = mergeCookies(jar, ['JSESSIONID=def==; Path=/otn', 'BIGipServerotn=; Max-Age=0']);
    expect(formatCookies(jar)).toBe('JSESSIONID=def==');
    jar = mergeCookies(jar, ['JSESSIONID=x; Expires=Thu, 01 Jan 1970 00:00:00 GMT']);
    expect(formatCookies(jar)).toBeNull();
  });

  it('may be empty, as some clients send JSESSIONID', () => {
    expect(formatCookies(mergeCookies(new Map(), ['JSESSIONID=']))).toBe('JSESSIONID=');
  });

  it('do not change the jar they are merged into', () => {
    const jar = new Map([['a', '1']]);
    mergeCookies(jar, ['a=2']);
    expect(jar.get('a')).toBe('1');
  });

  it.each(['', ';', '=x', 'novalue', ' = '])('are not made from "%s"', (line) => {
    expect(mergeCookies(new Map(), [line]).size).toBe(0);
  });
});
