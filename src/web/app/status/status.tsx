import type { StatusReport } from '../../../http/status-report.ts';
import { useAnswer } from '../api/use-answer.ts';
import { say } from '../language.ts';
import { Age, ageOf } from '../parts/age.tsx';
import { Heading } from '../parts/heading.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { provenanceName } from '../parts/provenance-banner.tsx';
import { shortTime } from '../when.ts';
import { CoverageTable } from './coverage-table.tsx';
import { Facts } from './facts.tsx';

const EVERY_SECONDS = 10;

/** `/status`: what is polled, how it goes, and what was missed. */
export function Status() {
  const { value, problem, waiting } = useAnswer<StatusReport>('/v1/status', EVERY_SECONDS);
  return (
    <article class="page">
      <Heading text={say('状态', 'Status')} />
      {problem !== null && <ProblemNote problem={problem} />}
      {waiting && <p class="waiting">{say('正在载入…', 'Loading …')}</p>}
      {value !== null && <Report report={value} />}
      <CoverageTable />
    </article>
  );
}

function Report({ report }: { report: StatusReport }) {
  return (
    <>
      <Verdict report={report} />
      <div class="facts">
        <SourceFacts report={report} />
        <PollFacts report={report} />
        <BudgetFacts report={report} />
        <ServiceFacts report={report} />
      </div>
    </>
  );
}

/** One line that says whether all is well, and if not, what is not. */
function Verdict({ report: { polls, watched, redis, queue } }: { report: StatusReport }) {
  const troubles = [
    !redis.answers && say('Redis没有应答', 'Redis does not answer'),
    polls.breaker !== 'closed' && say('12306疑似限流,暂停查询', 'a sign of an IP limit: polling is paused'),
    polls.pausedUntil !== null &&
      say(`暂停至 ${shortTime(polls.pausedUntil)}`, `paused until ${shortTime(polls.pausedUntil)}`),
    watched.stale > 0 && say(`${watched.stale}个区间日数据过期`, `${watched.stale} pair-days are stale`),
    (queue?.failed ?? 0) > 0 &&
      say(`队列有${queue?.failed}个失败任务`, `${queue?.failed} failed jobs in the queue`),
  ].filter((text) => text !== false);
  return troubles.length === 0 ? (
    <p class="verdict fine">{say('一切正常', 'All is well')}</p>
  ) : (
    <p class="verdict note problem" role="status">
      {troubles.join(say(';', '; '))}
    </p>
  );
}

function SourceFacts({ report: { source, clock } }: { report: StatusReport }) {
  return (
    <Facts
      title={say('来源', 'Source')}
      facts={[
        [say('数据', 'Data'), provenanceName(source.provenance)],
        [say('说明', 'Detail'), source.detail],
        [say('服务时钟', 'Service clock'), `${clock.now.slice(0, 16).replace('T', ' ')}`],
        [
          say('偏移', 'Offset'),
          clock.offsetDays === 0
            ? say('真实时间', 'real time')
            : say(`${clock.offsetDays}天`, `${clock.offsetDays} days`),
        ],
      ]}
    />
  );
}

function PollFacts({ report: { watched, polls } }: { report: StatusReport }) {
  const { lastFailure } = polls;
  return (
    <Facts
      title={say('查询', 'Polling')}
      facts={[
        [
          say('监测', 'Watched'),
          say(
            `${watched.pairs}个区间,${watched.pairDates}个区间日`,
            `${watched.pairs} pairs, ${watched.pairDates} pair-days`,
          ),
        ],
        [say('已有答案', 'Answered'), String(watched.polledOk)],
        [say('过期', 'Stale'), String(watched.stale)],
        [say('尚未查询到', 'Not polled yet'), String(watched.neverPolled)],
        [
          say('最近成功', 'Last answer'),
          ageOf(polls.lastOkAt) === null ? say('无', 'none') : <Age at={polls.lastOkAt} stale={false} />,
        ],
        [say('下次', 'Next'), shortTime(polls.nextTickAt)],
        [
          say('最近失败', 'Last failure'),
          lastFailure === null
            ? say('无', 'none')
            : `${shortTime(lastFailure.at)} ${lastFailure.pair} ${lastFailure.date}: ${lastFailure.sign}`,
        ],
        [say('启动以来', 'Since start'), listCounts(polls.sinceStart)],
      ]}
    />
  );
}

function BudgetFacts({ report: { requests, queue } }: { report: StatusReport }) {
  const budget = requests?.budget ?? null;
  return (
    <Facts
      title={say('额度与队列', 'Budget and queue')}
      facts={[
        [
          say('请求额度', 'Request budget'),
          budget === null
            ? say('无限制(模拟源)', 'no limit (the double)')
            : say(
                `${budget.windowSeconds}秒内 ${budget.used}/${budget.limit}`,
                `${budget.used} of ${budget.limit} in ${budget.windowSeconds} s`,
              ),
        ],
        [
          say('已发请求', 'Requests sent'),
          requests === null ? say('不详', 'not known') : listCounts(requests.sent),
        ],
        [
          say('队列', 'Queue'),
          queue === null
            ? say('没有应答', 'no answer')
            : say(
                `等待${queue.waiting} 进行${queue.active} 延后${queue.delayed} 失败${queue.failed}`,
                `${queue.waiting} waiting, ${queue.active} active, ${queue.delayed} delayed, ${queue.failed} failed`,
              ),
        ],
      ]}
    />
  );
}

function ServiceFacts({ report: { service, redis, lists } }: { report: StatusReport }) {
  return (
    <Facts
      title={say('服务', 'Service')}
      facts={[
        [say('版本', 'Version'), service.version],
        [say('启动于', 'Started'), shortTime(service.startedAt)],
        [
          'Redis',
          `${redis.answers ? say('正常', 'answers') : say('没有应答', 'does not answer')}; ${redis.origin}`,
        ],
        [say('站名表', 'Station list'), listWords(lists?.stations ?? null)],
        [say('起售时间表', 'Sale times'), listWords(lists?.saleTimes ?? null)],
      ]}
    />
  );
}

function listWords(state: { lastGoodAt: string | null; entries: number | null } | null): string {
  if (state === null || state.lastGoodAt === null) return say('用随附的', 'the bundled one');
  return `${state.entries} · ${shortTime(state.lastGoodAt)}`;
}

function listCounts(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
  return parts.length === 0 ? say('无', 'none') : parts.join(', ');
}
