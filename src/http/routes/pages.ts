import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { formatInstant } from '../../calendar/china-time.ts';
import { InputError } from '../../errors.ts';
import type { OdPair, Watch } from '../../seats/schema.ts';
import type { Station } from '../../stations/schema.ts';
import type { StationTable } from '../../stations/station-table.ts';
import type { AvailabilityAnswer } from '../availability-schema.ts';
import type { HttpDeps } from '../http-deps.ts';
import { renderBoardPage } from '../pages/board-page.ts';
import type { Lang } from '../pages/words.ts';
import { type Reply, route } from '../route.ts';
import { readAvailability } from './availability.ts';

const HTML = 'text/html; charset=utf-8';

/** Shown first when it is watched: the pair and day of the newspaper page that yupiao began with. */
const FIRST_SHOWN = { pair: 'TNV-HGH', date: '2021-02-09' };

export const boardPageRoute = route({
  path: '/',
  summary: 'The board as a page',
  tag: 'service',
  query: z.strictObject({
    pair: z
      .string()
      .regex(/^[A-Z]{3}-[A-Z]{3}$/, 'two telecodes as TNV-HGH')
      .optional(),
    date: z.string().max(10, 'a date as YYYY-MM-DD').optional(),
    lang: z.enum(['zh', 'en']).optional(),
  }),
  answer: null,
  answerType: 'text/html',
  async handle({ query, request }, deps) {
    const lang = query.lang ?? (request.acceptsLanguages('zh', 'en') === 'en' ? 'en' : 'zh');
    const now = deps.now();
    const watches = deps.watchlist.entries(now);
    const chosen = chooseWatch(watches, query.pair, query.date);
    const { answer, problem } = await answerOrProblem(deps, chosen, lang);
    const shown = answer === null ? chosen : { pair: pairText(answer.polledAs), date: answer.date };
    const pairs = [...new Map(watches.map(({ pair }) => [pairText(pair), pair])).entries()];
    const text = renderBoardPage({
      lang,
      pairs: pairs.map(([value, pair]) => ({
        value,
        label: `${nameOf(pair.from, deps)} → ${nameOf(pair.to, deps)}`,
      })),
      dates: [...new Set(watches.map((watch) => watch.travelDate))].sort(),
      chosen: shown,
      now: formatInstant(now),
      answer,
      problem,
    });
    const headers = { Vary: 'Accept-Language', 'Content-Language': lang === 'zh' ? 'zh-CN' : 'en' };
    return problem === null
      ? { text, type: HTML, cache: 5, headers }
      : { text, type: HTML, cache: 'no-store', status: 404, headers };
  },
});

function chooseWatch(
  watches: Watch[],
  pair: string | undefined,
  date: string | undefined,
): { pair: string; date: string } {
  const first =
    watches.find(
      (watch) => pairText(watch.pair) === FIRST_SHOWN.pair && watch.travelDate === FIRST_SHOWN.date,
    ) ?? watches[0];
  const ofPair = watches.find((watch) => pairText(watch.pair) === pair);
  return {
    pair: pair ?? (first === undefined ? '' : pairText(first.pair)),
    date: date ?? (ofPair ?? first)?.travelDate ?? '',
  };
}

const UNWATCHED = {
  zh: '没有查询这个区间或这一天,余票情况不明(不等于没有票)。请从上面的列表中选择。',
  en: 'Nobody polls this pair on this day: nothing is known, which does not mean that nothing is left. Choose from the list above.',
};

async function answerOrProblem(
  deps: HttpDeps,
  chosen: { pair: string; date: string },
  lang: Lang,
): Promise<{ answer: AvailabilityAnswer | null; problem: string | null }> {
  const [from, to] = chosen.pair.split('-').map((telecode) => stationOf(telecode, deps.stations));
  if (from === undefined || to === undefined) return { answer: null, problem: UNWATCHED[lang] };
  try {
    const answer = await readAvailability(deps, { from, to, date: chosen.date, exact: false, asOf: null });
    return { answer, problem: null };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { answer: null, problem: UNWATCHED[lang] };
  }
}

/** A watched telecode that the station table does not know still has a board: under its own code. */
function stationOf(telecode: string, stations: StationTable): Station | undefined {
  if (telecode === '') return undefined;
  return (
    stations.byTelecode(telecode) ?? { telecode, name: telecode, pinyin: '', initials: '', city: telecode }
  );
}

function nameOf(telecode: string, deps: HttpDeps): string {
  return deps.stations.byTelecode(telecode)?.name ?? telecode;
}

function pairText(pair: OdPair): string {
  return `${pair.from}-${pair.to}`;
}

const ASSETS: Record<string, string> = {
  'style.css': 'text/css; charset=utf-8',
  'icon.svg': 'image/svg+xml',
};

export const assetRoute = route({
  path: '/assets/:name',
  summary: 'Style sheet and icon of the pages',
  tag: 'service',
  params: z.strictObject({ name: z.enum(['style.css', 'icon.svg']) }),
  answer: null,
  answerType: 'text/css',
  async handle({ params }): Promise<Reply> {
    const text = await readFile(new URL(`../pages/${params.name}`, import.meta.url), 'utf8');
    return { text, type: ASSETS[params.name] as string, cache: 3_600 };
  },
});
