import { Heading } from '../parts/heading.tsx';

export function Refund() {
  return <Heading text="Refund" />;
}
