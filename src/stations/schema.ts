/** A station as 12306's station_name.js knows it. Only the telecode is stable over the years. */
export interface Station {
  telecode: string;
  name: string;
  /** Pinyin without blanks or tones: taiyuannan. */
  pinyin: string;
  /** Initials: tyn. */
  initials: string;
  /** The city 12306 answers for when any of its stations is asked. */
  city: string;
}
