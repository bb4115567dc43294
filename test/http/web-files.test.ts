import { describe, expect, it } from 'vitest';
import { chooseEncoding } from '../../src/http/web-files.ts';

const bytes = Buffer.from('x');
const packed = { bodies: { identity: bytes, gzip: bytes, br: bytes } };
const plain = { bodies: { identity: bytes } };

describe('the form in which a file is sent', () => {
  it.each([
    [undefined, 'identity'],
    ['', 'identity'],
    ['gzip', 'gzip'],
    ['gzip, deflate, br', 'br'],
    ['GZIP;q=0.5', 'gzip'],
    ['br;q=0, gzip;q=1.0', 'gzip'],
    ['br;q=0.0, gzip; q=0', 'identity'],
    ['zstd', 'identity'],
  ])('for Accept-Encoding %s is %s', (accepted, encoding) => {
    expect(chooseEncoding(accepted, packed)).toBe(encoding);
  });

  it('is the plain one where no other was built', () => {
    expect(chooseEncoding('br, gzip', plain)).toBe('identity');
  });
});
