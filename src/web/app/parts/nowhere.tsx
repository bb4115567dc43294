import { say } from '../language.ts';
import { linkTo } from '../navigation.ts';
import { Heading } from './heading.tsx';

/** An address of ours that leads to no view. */
export function Nowhere() {
  return (
    <article class="page">
      <Heading text={say('没有这一页', 'There is no such page')} />
      <p>
        <a href={linkTo('/')}>{say('回首页', 'To the first page')}</a>
      </p>
    </article>
  );
}
