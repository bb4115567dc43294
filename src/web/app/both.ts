export type Lang = 'zh' | 'en';

/** A text in both languages. */
export type Both = Readonly<Record<Lang, string>>;
