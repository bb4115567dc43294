import type { CivilDate } from '../calendar/china-time.ts';
import type { Station } from './schema.ts';

export interface StationTable {
  byTelecode(telecode: string): Station | undefined;
  byName(name: string): Station | undefined;
  /** All stations 12306 answers for together when one of them is asked, itself among them. */
  sameCity(telecode: string): Station[];
  /** Best matches first for Chinese, pinyin, initials or telecode. */
  search(text: string, limit: number): Station[];
  /** `HH:MM` at which the station's tickets go on sale on that sale day; null when not known. */
  saleTimeOn(telecode: string, saleDay: CivilDate): string | null;
}
