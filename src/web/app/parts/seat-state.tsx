import type { Availability, SaleState } from '../../../seats/schema.ts';
import { say } from '../language.ts';

/** A seat's state on a page: a short mark, a long text for who hears or points, a class for its look. */
export interface SeatWords {
  look: string;
  short: string;
  long: string;
}

/** No two kinds have the same mark or the same look without colour. */
export function seatWords(availability: Availability, waitlist: boolean | null): SeatWords {
  switch (availability.kind) {
    case 'count': {
      const { count } = availability;
      return { look: 'count', short: String(count), long: say(`余${count}张`, `${count} left`) };
    }
    case 'plenty':
      return { look: 'plenty', short: say('有', '20+'), long: say('有票,多于20张', 'more than 20 left') };
    case 'none':
      if (waitlist === true)
        return {
          look: 'waitlist',
          short: say('候补', 'wait'),
          long: say('无票,可候补', 'none left, waitlist open'),
        };
      return { look: 'none', short: say('无', '0'), long: say('无票', 'none left') };
    case 'notOnSale':
      return { look: 'not-on-sale', short: '*', long: say('尚未开售', 'not on sale yet') };
    case 'suspended':
      return { look: 'suspended', short: say('停运', 'off'), long: say('列车停运', 'train suspended') };
    case 'notOffered':
      return { look: 'not-offered', short: '—', long: say('本次列车无此席别', 'not on this train') };
    case 'unknown': {
      const raw = availability.raw === null ? '' : ` (${availability.raw})`;
      return {
        look: 'unknown',
        short: say('未知', '?'),
        long: say(`不明${raw},不等于无票`, `unknown${raw}, not none`),
      };
    }
  }
}

export function SeatState({
  availability,
  waitlist,
}: {
  availability: Availability;
  waitlist: boolean | null;
}) {
  const { look, short, long } = seatWords(availability, waitlist);
  return (
    <span class={`seat ${look}`} title={long}>
      <span aria-hidden="true">{short}</span>
      <span class="vh">{long}</span>
    </span>
  );
}

const KINDS: [Availability, boolean | null][] = [
  [{ kind: 'plenty' }, false],
  [{ kind: 'count', count: 7 }, false],
  [{ kind: 'none' }, true],
  [{ kind: 'none' }, false],
  [{ kind: 'notOnSale' }, false],
  [{ kind: 'suspended' }, false],
  [{ kind: 'unknown', raw: null }, null],
  [{ kind: 'notOffered' }, null],
];

export function SeatLegend() {
  return (
    <ul class="legend" aria-label={say('图例', 'Key')}>
      {KINDS.map(([availability, waitlist]) => {
        const { look, short, long } = seatWords(availability, waitlist);
        return (
          <li key={look}>
            <span class={`seat ${look}`} aria-hidden="true">
              {short}
            </span>
            {long}
          </li>
        );
      })}
    </ul>
  );
}

export function saleStateWords(state: SaleState): string {
  switch (state) {
    case 'onSale':
      return say('在售', 'on sale');
    case 'soldOut':
      return say('售完', 'sold out');
    case 'notYetOnSale':
      return say('未开售', 'not yet on sale');
    case 'suspended':
      return say('停运', 'suspended');
    case 'unknown':
      return say('不明', 'unknown');
  }
}
