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

/** A line of a station_name.js as it was read; the city is null in the six-field form, which does not give one. */
export type StationListing = Omit<Station, 'city'> & { city: string | null };

/** A line of a list of sale times; qss.js gives names only. */
export interface SaleTimeListing {
  telecode: string | null;
  name: string;
  /** `HH:MM`. */
  time: string;
}
