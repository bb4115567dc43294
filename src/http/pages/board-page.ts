import { daysBetween } from '../../calendar/china-time.ts';
import { SEAT_CLASS_ORDER, SEAT_CLASSES, type SeatClass } from '../../seats/seat-classes.data.ts';
import type { AvailabilityAnswer, TrainAnswer } from '../availability-schema.ts';
import { type Html, html, renderPage } from './html.ts';
import { ageWords, availabilityWords, type Lang, PROVENANCE_WORDS, SALE_STATE_WORDS } from './words.ts';

/** What the page at `/` shows: the pairs and days to choose from, and one answer or why there is none. */
export interface BoardPageInput {
  lang: Lang;
  /** Watched pairs as choices, `FROM-TO` with its names. */
  pairs: { value: string; label: string }[];
  dates: string[];
  chosen: { pair: string; date: string };
  now: string;
  answer: AvailabilityAnswer | null;
  problem: string | null;
}

/** The plain board: one table, refreshed by the browser every minute. Pure. */
export function renderBoardPage(input: BoardPageInput): string {
  const { lang, answer } = input;
  const zh = lang === 'zh';
  return renderPage({
    lang,
    title: zh ? '余票 yupiao' : 'yupiao: seats left',
    refreshSeconds: 60,
    body: html`<header>
<h1>${zh ? '余票' : 'yupiao'} <small>${zh ? '春运余票与退票' : 'rail seats left and refunds'}</small></h1>
<nav><a href="${`/?pair=${input.chosen.pair}&date=${input.chosen.date}&lang=${zh ? 'en' : 'zh'}`}">${zh ? 'English' : '中文'}</a>
<a href="/docs">API</a></nav>
</header>
<main>
${chooser(input)}
${input.problem !== null && html`<p class="problem" role="alert">${input.problem}</p>`}
${answer !== null && boardSection(answer, input)}
</main>`,
  });
}

function chooser({ lang, pairs, dates, chosen }: BoardPageInput): Html {
  const zh = lang === 'zh';
  return html`<form method="get" action="/">
<label>${zh ? '区间' : 'Between'} <select name="pair">${pairs.map(
    ({ value, label }) =>
      html`<option value="${value}"${value === chosen.pair && html` selected`}>${label}</option>`,
  )}</select></label>
<label>${zh ? '乘车日期' : 'Date'} <select name="date">${dates.map(
    (date) => html`<option${date === chosen.date && html` selected`}>${date}</option>`,
  )}</select></label>
<input type="hidden" name="lang" value="${lang}">
<button>${zh ? '查看' : 'Show'}</button>
</form>`;
}

function boardSection(answer: AvailabilityAnswer, input: BoardPageInput): Html {
  const { lang, now } = input;
  const zh = lang === 'zh';
  if (answer.trains.length === 0 && answer.saleOpensAt !== null && answer.saleOpensAt > now) {
    return notYetOnSale(answer, answer.saleOpensAt, input);
  }
  const { coverage, trains } = answer;
  const classes = SEAT_CLASS_ORDER.filter((one) =>
    trains.some((train) => train.seats.some((seat) => seat.class === one)),
  );
  const failure = coverage.lastFailure;
  return html`<p class="provenance">${PROVENANCE_WORDS[answer.provenance][lang]}</p>
<p class="${coverage.stale ? 'age stale' : 'age'}"${coverage.stale && html` role="alert"`}>${coverage.stale ? (zh ? '数据过期:' : 'Stale: ') : ''}${
    zh ? '最近查询' : 'last poll'
  } ${ageWords(coverage.ageSeconds, lang)} · ${zh ? '现在' : 'now'} ${now.slice(0, 16).replace('T', ' ')} ${zh ? '(北京时间)' : '(China time)'} · ${
    zh ? '已查询' : 'polls'
  } ${coverage.done}/${coverage.planned}${failure !== null && html` · ${zh ? '最近失败' : 'last failure'}: ${failure.sign}`}${coverage.gaps
    .slice(-3)
    .map(
      ({ from, to, reason }) =>
        html` · ${zh ? '未查询' : 'not looked at'} ${shortTime(from)}–${to === null ? '' : shortTime(to)} (${reason})`,
    )}</p>
<div class="scroll"><table>
<caption>${answer.origin.name} → ${answer.destination.name} ${answer.date}</caption>
<thead><tr><th>${zh ? '车次' : 'Train'}</th><th>${zh ? '出发' : 'Departs'}</th><th>${zh ? '到达' : 'Arrives'}</th><th>${
    zh ? '状态' : 'State'
  }</th>${classes.map((one) => html`<th>${SEAT_CLASSES[one][lang]}</th>`)}</tr></thead>
<tbody>${trains.map((train) => trainRow(train, classes, lang))}</tbody>
</table></div>
${trains.length === 0 && html`<p>${zh ? '尚无数据。' : 'Nothing is known yet.'}</p>`}
<p class="legend">${zh ? '图例' : 'Key'}: ${legend(lang)}</p>`;
}

/** Nobody asks 12306 about a day before it is on sale: there is nothing stale about having no answer. */
function notYetOnSale(answer: AvailabilityAnswer, opensAt: string, { lang, now }: BoardPageInput): Html {
  const { origin, destination, date } = answer;
  const [opens, today] = [opensAt.slice(0, 16).replace('T', ' '), now.slice(0, 16).replace('T', ' ')];
  return html`<p class="provenance">${PROVENANCE_WORDS[answer.provenance][lang]}</p>
<h2>${origin.name} → ${destination.name} ${date}</h2>
<p class="opens">${
    lang === 'zh'
      ? `尚未开售:${origin.name}站 ${opens} 起售(现在 ${today},北京时间)。`
      : `Not on sale yet: tickets from ${origin.name} go on sale at ${opens} (now ${today}, China time).`
  }</p>
<p><a href="${`/v1/sale-openings?date=${date}&station=${origin.telecode}`}">${lang === 'zh' ? '依据' : 'the rule and its source'}</a></p>`;
}

function trainRow(train: TrainAnswer, classes: readonly SeatClass[], lang: Lang): Html {
  const zh = lang === 'zh';
  return html`<tr class="${train.saleState}"><th scope="row">${train.trainCode}</th>
<td data-label="${zh ? '出发' : 'Departs'}"><b>${clockTime(train.departure)}</b> ${train.origin.name}</td>
<td data-label="${zh ? '到达' : 'Arrives'}"><b>${clockTime(train.arrival)}</b>${daysLater(train)} ${train.destination.name}</td>
<td data-label="${zh ? '状态' : 'State'}">${stateWords(train, lang)}<small>${feeWords(train, lang)}</small></td>${classes.map(
    (one) => seatCell(train, one, lang),
  )}</tr>`;
}

function stateWords(train: TrainAnswer, lang: Lang): string {
  if (train.departed) return lang === 'zh' ? '已开车' : 'departed';
  const state = SALE_STATE_WORDS[train.saleState][lang];
  if (train.saleState === 'suspended') return `${state} (${train.note})`;
  const opensAt = train.saleState === 'notYetOnSale' ? train.saleOpensAt : null;
  return opensAt === null ? state : `${state} ${shortTime(opensAt)}`;
}

/** Until when giving a ticket back costs what it costs now, if it gets dearer at all. */
function feeWords({ nextFeeBoundary: boundary, departed }: TrainAnswer, lang: Lang): string {
  if (boundary === null || boundary.rate === null || departed) return '';
  const [now, then] = [boundary.currentRate ?? 0, boundary.rate].map((rate) => `${Math.round(rate * 100)}%`);
  return lang === 'zh'
    ? `退票费${now},${shortTime(boundary.at)}起${then}`
    : `refund fee ${now}, ${then} from ${shortTime(boundary.at)}`;
}

function seatCell(train: TrainAnswer, seatClass: SeatClass, lang: Lang): Html {
  const seat = train.seats.find((one) => one.class === seatClass);
  // A train that was suspended before anyone saw its classes has none to show: that is not "not on this train".
  const kind = train.saleState === 'suspended' ? 'suspended' : 'notOffered';
  const words = availabilityWords(seat?.availability ?? { kind }, seat?.waitlist ?? null);
  const since = seat === undefined ? '' : ` · ${lang === 'zh' ? '自' : 'since'} ${shortTime(seat.changedAt)}`;
  return html`<td class="seat ${words.mark}" data-label="${SEAT_CLASSES[seatClass][lang]}" title="${words.long[lang]}${since}"><span>${words.short[lang]}</span>${
    seat?.price != null && html`<small>¥${seat.price.replace(/\.?0+$/, '')}</small>`
  }</td>`;
}

/** `02-09 12:50`; times withheld by 12306 stay a dash. */
function shortTime(instant: string): string {
  return instant.slice(5, 16).replace('T', ' ');
}

function clockTime(instant: string | null): string {
  return instant === null ? '--:--' : instant.slice(11, 16);
}

/** ` +1` where the train arrives on the day after it departs. */
function daysLater({ departure, arrival }: TrainAnswer): string {
  const days =
    departure === null || arrival === null ? 0 : daysBetween(departure.slice(0, 10), arrival.slice(0, 10));
  return days === 0 ? '' : ` +${days}`;
}

function legend(lang: Lang): Html[] {
  const kinds = [
    availabilityWords({ kind: 'plenty' }, false),
    availabilityWords({ kind: 'count', count: 7 }, false),
    availabilityWords({ kind: 'none' }, true),
    availabilityWords({ kind: 'none' }, false),
    availabilityWords({ kind: 'notOnSale' }, false),
    availabilityWords({ kind: 'suspended' }, false),
    availabilityWords({ kind: 'unknown', raw: null }, null),
    availabilityWords({ kind: 'notOffered' }, null),
  ];
  return kinds.map(
    ({ mark, short, long }) =>
      html`<span class="key ${mark}"><span>${short[lang]}</span> ${long[lang]}</span> `,
  );
}
