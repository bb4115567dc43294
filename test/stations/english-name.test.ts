import { describe, expect, it } from 'vitest';
import { englishName } from '../../src/stations/english-name.ts';

describe('a name for who reads no Chinese', () => {
  it.each([
    ['太原南', 'taiyuannan', 'Taiyuannan'],
    ['西安', 'xian', 'Xian'],
    ['演练新站', '', '演练新站'],
  ])('of %s with the pinyin "%s" is %s', (name, pinyin, english) => {
    expect(englishName({ name, pinyin })).toBe(english);
  });
});
