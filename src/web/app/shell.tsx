import { useEffect } from 'preact/hooks';
import { formatInstant } from '../../calendar/china-time.ts';
import { Board } from './board/board.tsx';
import { now } from './clock.ts';
import { Find } from './find/find.tsx';
import { Home } from './home/home.tsx';
import { lang, say } from './language.ts';
import { linkTo, place, switchLanguage } from './navigation.ts';
import { Nowhere } from './parts/nowhere.tsx';
import { ProvenanceBanner } from './parts/provenance-banner.tsx';
import type { View } from './places.ts';
import { Refund } from './refund/refund.tsx';
import { Status } from './status/status.tsx';
import { theme, toggleTheme } from './theme.ts';
import { LazyYears } from './years/lazy-years.tsx';

const VIEWS: Record<View, () => preact.JSX.Element> = {
  home: Home,
  board: Board,
  find: Find,
  refund: Refund,
  years: LazyYears,
  status: Status,
  nowhere: Nowhere,
};

/** Header, source of the data, the view of this address, footer. */
export function Shell() {
  const { view, query } = place.value;
  const View = VIEWS[view];
  const isWall = view === 'board' && query.wall === '1';
  useEffect(() => {
    document.documentElement.classList.toggle('wall', isWall);
  }, [isWall]);
  return (
    <>
      <a class="skip" href="#main">
        {say('跳到正文', 'Skip to content')}
      </a>
      <Header view={view} />
      <ProvenanceBanner />
      <PrintedFrom />
      <main id="main" tabIndex={-1}>
        <View key={view} />
      </main>
      <Footer />
    </>
  );
}

function Header({ view }: { view: View }) {
  const doors: [View, string, string][] = [
    ['board', '/board', say('车站', 'Station')],
    ['find', '/find', say('找票', 'Find seats')],
    ['refund', '/refund', say('退改', 'Refund')],
    ['years', '/years', say('同比', 'Year on year')],
    ['status', '/status', say('状态', 'Status')],
  ];
  return (
    <header class="top">
      <a class="mark" href={linkTo('/')} aria-current={view === 'home' ? 'page' : undefined}>
        <b lang="zh-CN">余票</b> <span>yupiao</span>
      </a>
      <nav aria-label={say('各页', 'Pages')}>
        {doors.map(([name, path, text]) => (
          <a key={name} href={linkTo(path)} aria-current={view === name ? 'page' : undefined}>
            {text}
          </a>
        ))}
      </nav>
      <div class="tools">
        <button type="button" lang={lang.value === 'zh' ? 'en' : 'zh-CN'} onClick={switchLanguage}>
          {lang.value === 'zh' ? 'English' : '中文'}
        </button>
        <button type="button" aria-pressed={theme.value === 'dark'} onClick={toggleTheme}>
          {say('深色', 'Dark')}
        </button>
      </div>
    </header>
  );
}

/** On paper: which page this was, and when by the service's clock; ages in words are as of then. */
function PrintedFrom() {
  if (now.value === null) return null;
  const at = formatInstant(now.value).slice(0, 16).replace('T', ' ');
  return (
    <p class="print-only small">
      {say(`打印时刻(服务时钟) ${at}`, `Printed at ${at} by the service's clock`)} · {location.pathname}
      {location.search}
    </p>
  );
}

function Footer() {
  return (
    <footer>
      <p>
        {say(
          '余票只读取公开的余票数据:不登录、不下单、不抢票。时间均为北京时间。',
          'yupiao only reads public seat data: no login, no ordering. All times are China time.',
        )}{' '}
        <a href="/docs">API</a> · <a href="/openapi.json">OpenAPI</a>
      </p>
    </footer>
  );
}
