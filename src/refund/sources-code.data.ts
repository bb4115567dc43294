import type { Source } from './sources.data.ts';

/** Copies of 12306's own text found in public code (G01 to G13). */
export const CODE_SOURCES = {
  G01: {
    title: '12306 page, Spring Festival 2017',
    publisher: '12306, in public code',
    date: '2017',
    address: null,
  },
  G02: { title: '12306 notices of 2020', publisher: '12306, in public code', date: '2020', address: null },
  G03: {
    title: '12306 text: 06:00 to 23:30, 25 minutes',
    publisher: '12306, in public code',
    date: '2019',
    address: null,
  },
  G04: {
    title: '12306 questions and answers of the 25-minute era',
    publisher: '12306, in public code',
    date: '2019',
    address: null,
  },
  G05: {
    title: 'Refund dialog, Spring Festival 2016',
    publisher: '12306, in public code',
    date: '2016',
    address: null,
  },
  G06: { title: '12306 e-mail', publisher: '12306, in public code', date: '2021-01-03', address: null },
  G07: {
    title: 'Hobby refund calculator, winter 2024/25',
    publisher: 'public code',
    date: '2025',
    address: null,
  },
  G08: { title: '12306 e-mail', publisher: '12306, in public code', date: '2015-01-05', address: null },
  G09: {
    title: 'Order page, 2023 or later',
    publisher: '12306, in public code',
    date: '2023',
    address: null,
  },
  G10: {
    title: "A travel agency's bilingual 12306 rules, 2024 or later",
    publisher: 'public code',
    date: '2024',
    address: null,
  },
  G11: {
    title: "Agents' help pages of 2013 (d0l1u/train_ticket)",
    publisher: 'public code',
    date: '2013',
    address: null,
  },
  G12: {
    title: '12306 text: 06:00 to 23:00, 30 minutes',
    publisher: '12306, in public code',
    date: '2017',
    address: null,
  },
  G13: {
    title: 'Refund dialog and order-list text, about 2025',
    publisher: '12306, in public code',
    date: '2025',
    address: null,
  },
} as const satisfies Record<string, Source>;
