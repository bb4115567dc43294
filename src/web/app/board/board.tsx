import { Heading } from '../parts/heading.tsx';

export function Board() {
  return <Heading text="Board" />;
}
