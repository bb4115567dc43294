import type { Problem } from '../api/fetch-answer.ts';
import { say } from '../language.ts';

/** Why there is no answer. What nobody watches is said in our own words, all else in those of the service. */
export function ProblemNote({ problem }: { problem: Problem }) {
  return (
    <p class="note problem" role="alert">
      {problemWords(problem)}
    </p>
  );
}

function problemWords({ name, title, detail }: Problem): string {
  switch (name) {
    case 'unwatched-pair':
      return say(
        '没有查询这个区间或这一天:余票不明,不等于没有票。',
        'Nobody polls this pair on this day: nothing is known, which does not mean that nothing is left.',
      );
    case 'unreachable':
      return say('服务没有应答,正在重试。', 'The service does not answer; trying again.');
    case 'no-rule-known':
      return say(`没有已知的规则适用:${detail}`, `No rule is known for this: ${detail}`);
    default:
      return detail === '' ? title : detail;
  }
}
