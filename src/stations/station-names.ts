/** Characters that 12306 writes with codes of its own, as its fonts once had them (PROTOCOL.md 1.3). */
const PRIVATE_CHARACTERS: Readonly<Record<string, string>> = { '\uE244': '磏', '\uE24D': '椑' };

/**
 * A station name as it is compared: no blanks, no private characters, full-width letters made plain, small letters,
 * and without the word for a station that people put behind it (太原南站, 太原火车站).
 */
export function normaliseName(text: string): string {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s'’-]/g, '')
    .replace(/[\uE000-\uF8FF]/g, (character) => PRIVATE_CHARACTERS[character] ?? character);
  return plain.toLowerCase().replace(/(?<=.)(火车|高铁)?站$/u, '');
}

const DIRECTIONS: Readonly<Record<string, string>> = { south: 'nan', north: 'bei', east: 'dong', west: 'xi' };

/**
 * The pinyin of a name in Latin letters that may end in an English direction, as English pages print it:
 * `Taiyuan South`, `Taiyuan South Railway Station` and `Taiyuannan` are all `taiyuannan`. Null for what has other letters.
 * The direction must be a word of its own: Chongxi is no west of anything.
 */
export function pinyinOfEnglish(text: string): string | null {
  const words = text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .split(/[\s-]+/);
  if (words.length > 1 && words.at(-1) === 'station') words.pop();
  if (words.length > 1 && words.at(-1) === 'railway') words.pop();
  const direction = words.length > 1 ? DIRECTIONS[words.at(-1)!] : undefined;
  if (direction !== undefined) words.splice(-1, 1, direction);
  const pinyin = normaliseName(words.join(''));
  return /^[a-z]+$/.test(pinyin) ? pinyin : null;
}

/** How many letters must be put in, left out or changed to make one text of the other. */
export function editDistance(one: string, other: string): number {
  const [a, b] = [[...one], [...other]];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [row, letter] of a.entries()) {
    const line = [row + 1];
    for (const [column, against] of b.entries()) {
      const change = above[column]! + (letter === against ? 0 : 1);
      line.push(Math.min(change, above[column + 1]! + 1, line[column]! + 1));
    }
    above = line;
  }
  return above[b.length]!;
}
