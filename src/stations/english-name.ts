import type { Station } from './schema.ts';

/**
 * A station's name for who reads no Chinese: its pinyin as one word with a capital, `Taiyuannan`, as it is printed on
 * tickets. Where 12306 lists no pinyin, the Chinese name stands. Pure.
 */
export function englishName({ name, pinyin }: Pick<Station, 'name' | 'pinyin'>): string {
  return pinyin === '' ? name : `${pinyin.charAt(0).toUpperCase()}${pinyin.slice(1)}`;
}
