import { Heading } from '../parts/heading.tsx';

export function Years() {
  return <Heading text="Years" />;
}
