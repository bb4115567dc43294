import { Heading } from '../parts/heading.tsx';

export function Find() {
  return <Heading text="Find" />;
}
