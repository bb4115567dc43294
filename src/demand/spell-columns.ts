import { SEAT_CLASS_ORDER } from '../seats/seat-classes.data.ts';
import { doubles, ints, shorts } from './growing-columns.ts';
import { LEAD_HOURS, type Seen, type Spell } from './spell.ts';

/** How `atLead` is kept. */
export const SEEN_CODE: Record<Seen, number> = { unobserved: 0, onSale: 1, gone: 2 };

/**
 * Reopenings are kept in ticks of two minutes after opening, rounded down: there are tens of millions of them, and two
 * bytes of ticks reach over 90 days.
 */
export const TICKS_PER_HOUR = 30;

/**
 * The spells of one season as columns of equal length, about 100 bytes each. Hours, instants and states as in Spell;
 * `cell` and `route` are places in the ComparisonTable, `seatClass` one in SEAT_CLASS_ORDER.
 */
export interface SpellView {
  size: number;
  cell: Int32Array;
  route: Int32Array;
  seatClass: Int32Array;
  lunarOffset: Int32Array;
  event: Int32Array;
  /** By LEAD_HOURS, each a column of SEEN_CODE. */
  atLead: readonly Int32Array[];
  entry: Float64Array;
  lower: Float64Array;
  upper: Float64Array;
  onSaleHours: Float64Array;
  observedHours: Float64Array;
  watchedUntil: Float64Array;
  saleOpensAt: Float64Array;
  departure: Float64Array;
  /** Ticks of the reopenings of all spells, spell by spell; the reopenings of a spell end before its place here. */
  reopenings: Uint16Array;
  reopeningsEnd: Int32Array;
}

/** Fills the columns; a spell may come in any order. */
export class SpellColumns {
  private readonly columns = {
    cell: ints(),
    route: ints(),
    seatClass: ints(),
    lunarOffset: ints(),
    event: ints(),
    entry: doubles(),
    lower: doubles(),
    upper: doubles(),
    onSaleHours: doubles(),
    observedHours: doubles(),
    watchedUntil: doubles(),
    saleOpensAt: doubles(),
    departure: doubles(),
    reopenings: shorts(),
    reopeningsEnd: ints(),
  };
  private readonly leads = LEAD_HOURS.map(() => ints());

  push(spell: Spell, cell: number, route: number): void {
    const { columns } = this;
    columns.cell.push(cell);
    columns.route.push(route);
    columns.seatClass.push(SEAT_CLASS_ORDER.indexOf(spell.seatClass));
    columns.lunarOffset.push(spell.lunarOffset);
    columns.event.push(spell.event ? 1 : 0);
    columns.entry.push(spell.entry);
    columns.lower.push(spell.lower);
    columns.upper.push(spell.upper);
    columns.onSaleHours.push(spell.onSaleHours);
    columns.observedHours.push(spell.observedHours);
    columns.watchedUntil.push(spell.watchedUntil);
    columns.saleOpensAt.push(spell.saleOpensAt);
    columns.departure.push(spell.departure);
    for (const hour of spell.reopenings) columns.reopenings.push(Math.floor(hour * TICKS_PER_HOUR));
    columns.reopeningsEnd.push(columns.reopenings.length);
    for (const [at, lead] of this.leads.entries()) lead.push(SEEN_CODE[spell.atLead[at] ?? 'unobserved']);
  }

  view(): SpellView {
    const { columns } = this;
    return {
      size: columns.cell.length,
      cell: columns.cell.view(),
      route: columns.route.view(),
      seatClass: columns.seatClass.view(),
      lunarOffset: columns.lunarOffset.view(),
      event: columns.event.view(),
      atLead: this.leads.map((lead) => lead.view()),
      entry: columns.entry.view(),
      lower: columns.lower.view(),
      upper: columns.upper.view(),
      onSaleHours: columns.onSaleHours.view(),
      observedHours: columns.observedHours.view(),
      watchedUntil: columns.watchedUntil.view(),
      saleOpensAt: columns.saleOpensAt.view(),
      departure: columns.departure.view(),
      reopenings: columns.reopenings.view(),
      reopeningsEnd: columns.reopeningsEnd.view(),
    };
  }
}
