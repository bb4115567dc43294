import { Heading } from '../parts/heading.tsx';

export function Home() {
  return <Heading text="Home" />;
}
