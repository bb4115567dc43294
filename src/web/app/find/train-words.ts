import { say } from '../language.ts';

/** What the letter of a train code says (12306's own kinds; a bare number is an ordinary train). */
export function trainKind(trainCode: string): string {
  switch (/^[A-Z]?/.exec(trainCode)?.[0]) {
    case 'G':
      return say('高铁', 'high-speed');
    case 'D':
      return say('动车', 'EMU');
    case 'C':
      return say('城际', 'intercity');
    case 'Z':
      return say('直达', 'direct express');
    case 'T':
      return say('特快', 'express');
    case 'K':
      return say('快速', 'fast');
    case 'Y':
      return say('旅游', 'tourist');
    case 'L':
      return say('临客', 'temporary');
    case '':
      return say('普快', 'ordinary');
    default:
      return '';
  }
}

/** Remarks that the state of the sale already says in our words. */
const SAID = /^(|预订|.*起售|.*停运.*|.*暂停发售.*|已满|候补)$/;

/** 12306's remark on a train where it says something that the row does not; in English with what it is. */
export function remarkWords(note: string): string | null {
  const text = note.trim();
  if (SAID.test(text)) return null;
  if (/维护/.test(text)) return say(text, '12306 closed for maintenance');
  return say(text, `12306 says: ${text}`);
}
