import type { WatchlistFile } from './watchlist-schema.ts';

/**
 * Watched with SOURCE=12306 when no WATCHLIST is given: relations of the Spring Festival rush, both ways, each by
 * one station of the city (12306 answers for the whole city). Home from the coast and the capital before the
 * festival, back after it; which relations press hardest is general knowledge of the rush, not a ranking.
 */
const RELATIONS = `
TNV HGH 太原南 杭州东
TNV NKH 太原南 南京南
TNV SHH 太原南 上海
TNV BJP 太原南 北京
TNV TJP 太原南 天津
TNV QDK 太原南 青岛
BJP SHH 北京 上海
BJP GZQ 北京 广州
BJP HBB 北京 哈尔滨
BJP ZZF 北京 郑州
BJP WHN 北京 武汉
BJP CDW 北京 成都
SHH ZZF 上海 郑州
SHH WHN 上海 武汉
SHH CDW 上海 成都
GZQ WHN 广州 武汉
GZQ CSQ 广州 长沙
GZQ CQW 广州 重庆
SZQ CSQ 深圳 长沙
NJH ZZF 南京 郑州
XAY CDW 西安 成都
CDW CQW 成都 重庆
`;

/** From, to and their names, one relation a line. */
export const DEFAULT_RELATIONS = RELATIONS.trim()
  .split('\n')
  .map((line) => {
    const [from = '', to = '', fromName = '', toName = ''] = line.split(' ');
    return { from, to, fromName, toName };
  });

/** Today and the fourteen days after it: the whole window of sale since 2021 but for a growing one. */
export const DEFAULT_WATCHLIST: WatchlistFile = {
  pairs: DEFAULT_RELATIONS.flatMap(({ from, to }) => [
    { from, to },
    { from: to, to: from },
  ]),
  dates: { daysAhead: [0, 14] },
};
