import type { WatchedAnswer } from '../../../http/watched-schema.ts';
import { useAnswer } from '../api/use-answer.ts';

/** Names of watched stations by telecode; a telecode that is not watched stands for itself. One question for all. */
export function useStationNames(): (telecode: string) => string {
  const { value } = useAnswer<WatchedAnswer>('/v1/watched');
  const names = new Map(
    value?.pairs.flatMap(({ from, to }) => [from, to]).map((one) => [one.telecode, one.name]),
  );
  return (telecode) => names.get(telecode) ?? telecode;
}
