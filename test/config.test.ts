import { describe, expect, it } from 'vitest';
import { parseConfig } from '../src/config.ts';
import { InputError } from '../src/errors.ts';

describe('settings', () => {
  it('need nothing: every one has a default or may be unset', () => {
    expect(parseConfig({})).toMatchObject({ SOURCE: 'double', HOST: '127.0.0.1', DATA_DIR: '.yupiao' });
  });

  it('take an empty value as unset', () => {
    expect(parseConfig({ PORT: '', REDIS_URL: '' })).not.toHaveProperty('PORT');
  });

  it('list every fault at once, by name', () => {
    const faults = faultsOf({
      PORT: '99999',
      SOURCE: 'internet',
      LOG_LEVEL: 'loud',
      CLOCK_OFFSET_DAYS: '1.5',
    });
    expect(faults.map((fault) => fault.field)).toEqual(['PORT', 'SOURCE', 'CLOCK_OFFSET_DAYS', 'LOG_LEVEL']);
    expect(faults[0]).toEqual({ field: 'PORT', expected: expect.stringContaining('65535'), got: '99999' });
  });

  it.each([
    ['ADMIN_TOKEN', 'short-secret'],
    ['REDIS_URL', 'http://user:secret@host'],
  ])('never repeat a secret: %s', (name, value) => {
    const [fault] = faultsOf({ [name]: value });
    expect(fault).toMatchObject({ field: name, got: '(not shown)' });
    expect(JSON.stringify(fault)).not.toContain('secret');
  });
});

function faultsOf(env: Record<string, string>) {
  try {
    parseConfig(env);
  } catch (error) {
    if (error instanceof InputError) return error.faults;
    throw error;
  }
  throw new Error('expected the settings to be refused');
}
