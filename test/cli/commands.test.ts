import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../src/calendar/china-time.ts';
import { runCommand } from '../../src/cli/main.ts';
import { widthOf } from '../../src/cli/table.ts';

const NOW = parseInstant('2027-01-20T09:00:00') ?? Number.NaN;
const run = (args: string[], language?: string) => runCommand(args, { now: NOW, language });
const TICKET = ['refund', '--fare', '553', '--departure', '2027-02-05 10:00'];

describe('yupiao refund', () => {
  it('asks the real now, and lines the ladder up', () => {
    const { out, err, exitCode } = run(TICKET);
    expect([err, exitCode]).toEqual(['', 0]);
    expect(out).toContain('不收退票费');
    expect(out).toContain('2027-01-28 10:00:01');
    const rows = out
      .split('\n')
      .filter((line) => /\d\d:\d\d:\d\d .*%/.test(line) && !line.startsWith('下一档'));
    expect(rows).toHaveLength(4);
    expect(new Set(rows.map((row) => widthOf(row.slice(0, row.indexOf('%'))) > 0)).size).toBe(1);
    expect(rows[0]).toMatch(/^>/);
  });

  it('gives with --json what the API gives', () => {
    const answer = JSON.parse(run([...TICKET, '--json', '--at', '2027-02-03 10:00']).out);
    expect(answer).toMatchObject({
      allowed: true,
      rate: 0.05,
      feeFen: 2_750,
      next: { at: '2027-02-03T10:00:01+08:00', rate: 0.1 },
      rule: { id: 'LADDER_2021' },
    });
  });

  it('takes the options of the API in the words of a command line', () => {
    const { out } = run([
      ...['refund', '--fare=553', '--departure=2021-02-05 10:00', '--at=2021-01-25 10:00', '--lang', 'en'],
      ...[
        '--purchased-at=2021-01-05 10:00',
        '--rebooked-at=2021-01-10 10:00',
        '--original-departure=2021-01-30 10:00',
      ],
    ]);
    expect(out).toContain('CHUNYUN_20');
    expect(out).toContain('In doubt');
  });

  it.each([
    [['--from', '太原南', '--to', '太原南'], ['--to']],
    [
      ['--product', 'hongKong', '--from', '太原南', '--to', '杭州东'],
      ['--from', '--to'],
    ],
    [['--actual-departure', '2027-02-07 10:01'], ['--actual-departure']],
  ])('refuses what cannot be: %j names %j', (options, names) => {
    const { err, exitCode } = run([...TICKET, ...options]);
    expect(exitCode).not.toBe(0);
    for (const name of names) expect(err).toContain(name);
  });

  it('takes flags without a value', () => {
    const answer = JSON.parse(run([...TICKET, '--suspended', '--json']).out);
    expect(answer.rule.id).toBe('SUSPENSION');
  });

  it.each([
    ['en_GB.UTF-8', 'no refund fee'],
    ['zh_CN.UTF-8', '不收退票费'],
    [undefined, '不收退票费'],
  ])('speaks the language of LANG=%s', (language, words) => {
    expect(run(TICKET, language).out).toContain(words);
  });

  it.each([
    [
      ['--fare', '0', '--departure', '2027-02-29 10:00', '--channel', 'phone', '--nonsense'],
      ['--fare', '--departure', '--channel', '--nonsense'],
    ],
    [[], ['--fare', '--departure']],
    [['--fare'], ['--fare', '--departure']],
    [['--fare', '553', '--fare', '5', '--departure', '2027-02-05 10:00'], ['--fare: expected at most once']],
    [
      ['--fare', '553', '--departure', '2027-02-05 10:00', '--purchased-at', '2027-02-06 10:00'],
      ['--purchased-at', '--departure', '--at'],
    ],
    [['--fare', '553', '--departure', '2027-02-05 10:00', 'stray'], ['stray']],
    [['--fare', '553', '--departure', '2009-02-05 10:00', '--at', '2009-02-01 10:00'], ['--at']],
  ])('%j: exit code 2, and every fault is told', (args, faults) => {
    const { out, err, exitCode } = run(['refund', ...args]);
    expect([out, exitCode]).toEqual(['', 2]);
    for (const fault of faults) expect(err).toContain(`  ${fault}`);
    expect(err.match(/^ {2}\S/gm)).toHaveLength(faults.length);
  });
});

describe('yupiao rules', () => {
  it('lists the rules of a day with dates and sources', () => {
    const { out } = run(['rules', '--on', '2021-01-12']);
    expect(out).toContain('LADDER_2014');
    expect(out).toContain('S05');
    expect(out).toMatch(/^S05 {2}.*2014-/m);
    expect(out).not.toContain('LADDER_2021');
  });

  it('takes today, and --json', () => {
    expect(JSON.parse(run(['rules', '--json']).out)).toMatchObject({ on: '2027-01-20' });
  });

  it.each(['2021-02-29', '2001-01-01', 'today'])('refuses %s', (day) => {
    const { err, exitCode } = run(['rules', '--on', day]);
    expect(exitCode).toBe(2);
    expect(err).toContain('--on');
  });
});

describe('yupiao', () => {
  it.each([[[]], [['--help']], [['help']], [['refund', '--help']], [['rules', '-h']]])('%j helps', (args) => {
    const { out, exitCode } = run(args);
    expect(exitCode).toBe(0);
    expect(out).toContain('--json');
  });

  it('names its commands to who asks for another', () => {
    const { err, exitCode } = run(['refunds']);
    expect(exitCode).toBe(2);
    expect(err).toContain('refund, rules');
  });
});
