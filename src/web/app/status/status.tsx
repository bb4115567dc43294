import { Heading } from '../parts/heading.tsx';

export function Status() {
  return <Heading text="Status" />;
}
