import { addDays, type CivilDate } from './china-time.ts';
import { type FirstSaleDay, firstSaleDay } from './presale.ts';
import type { SeasonAnswer } from './season-schema.ts';

type Era = SeasonAnswer['presaleEras'][number];

const WORST_FIRST = ['low', 'medium', 'high'] as const;

/**
 * The stretches of travel dates from `first` to `last` that 12306 sold equally many days ahead. Dates no rule is known
 * for make a stretch of null days. A stretch is as certain as the least certain of its rules.
 */
export function arrangePresaleEras(first: CivilDate, last: CivilDate): Era[] {
  const eras: Era[] = [];
  for (let date = first; date <= last; date = addDays(date, 1)) {
    const sale = firstSaleDay(date, 'online');
    const era = eras.at(-1);
    if (era !== undefined && era.presaleDays === (sale?.presaleDays ?? null)) extendEra(era, date, sale);
    else eras.push(extendEra(startEra(date, sale), date, sale));
  }
  return eras;
}

function startEra(date: CivilDate, sale: FirstSaleDay | null): Era {
  return {
    presaleDays: sale?.presaleDays ?? null,
    travelFirst: date,
    travelLast: date,
    saleFirst: sale?.firstSaleDay ?? null,
    saleLast: sale?.firstSaleDay ?? null,
    certainty: sale?.certainty ?? null,
    rules: [],
    sources: [],
    notes: [],
  };
}

function extendEra(era: Era, date: CivilDate, sale: FirstSaleDay | null): Era {
  era.travelLast = date;
  if (sale === null) return era;
  era.saleLast = sale.firstSaleDay;
  era.certainty = WORST_FIRST.find((one) => one === era.certainty || one === sale.certainty) ?? null;
  addOnce(era.rules, sale.rule);
  for (const source of sale.sources) addOnce(era.sources, source);
  if (sale.note !== undefined) addOnce(era.notes, sale.note);
  return era;
}

function addOnce(list: string[], item: string): void {
  if (!list.includes(item)) list.push(item);
}
