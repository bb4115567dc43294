import { SEAT_CLASS_ORDER } from '../seats/seat-classes.data.ts';
import { DoubleColumn, IntColumn } from './growing-columns.ts';
import { LEAD_HOURS, type Seen, type Spell } from './spell.ts';

/** How `atLead` is kept. */
export const SEEN_CODE: Record<Seen, number> = { unobserved: 0, onSale: 1, gone: 2 };

/**
 * The spells of one season as columns of equal length, about 100 bytes each. Hours, instants and states as in Spell;
 * `cell` and `route` are places in the ComparisonTable, `seatClass` one in SEAT_CLASS_ORDER.
 */
export class SpellColumns {
  private readonly ints = {
    cell: new IntColumn(),
    route: new IntColumn(),
    seatClass: new IntColumn(),
    lunarOffset: new IntColumn(),
    event: new IntColumn(),
    reopeningSpell: new IntColumn(),
  };
  private readonly leads = LEAD_HOURS.map(() => new IntColumn());
  private readonly doubles = {
    entry: new DoubleColumn(),
    lower: new DoubleColumn(),
    upper: new DoubleColumn(),
    onSaleHours: new DoubleColumn(),
    observedHours: new DoubleColumn(),
    watchedUntil: new DoubleColumn(),
    saleOpensAt: new DoubleColumn(),
    departure: new DoubleColumn(),
    reopeningHour: new DoubleColumn(),
  };

  push(spell: Spell, cell: number, route: number): void {
    const { ints, doubles } = this;
    for (const hour of spell.reopenings) {
      doubles.reopeningHour.push(hour);
      ints.reopeningSpell.push(ints.cell.length);
    }
    ints.cell.push(cell);
    ints.route.push(route);
    ints.seatClass.push(SEAT_CLASS_ORDER.indexOf(spell.seatClass));
    ints.lunarOffset.push(spell.lunarOffset);
    ints.event.push(spell.event ? 1 : 0);
    for (const [at, lead] of this.leads.entries()) lead.push(SEEN_CODE[spell.atLead[at] ?? 'unobserved']);
    doubles.entry.push(spell.entry);
    doubles.lower.push(spell.lower);
    doubles.upper.push(spell.upper);
    doubles.onSaleHours.push(spell.onSaleHours);
    doubles.observedHours.push(spell.observedHours);
    doubles.watchedUntil.push(spell.watchedUntil);
    doubles.saleOpensAt.push(spell.saleOpensAt);
    doubles.departure.push(spell.departure);
  }

  /** All columns as they are now; `reopeningSpell` and `reopeningHour` have a row a reopening instead. */
  view(): SpellView {
    const { ints, doubles } = this;
    return {
      size: ints.cell.length,
      cell: ints.cell.view(),
      route: ints.route.view(),
      seatClass: ints.seatClass.view(),
      lunarOffset: ints.lunarOffset.view(),
      event: ints.event.view(),
      atLead: this.leads.map((lead) => lead.view()),
      entry: doubles.entry.view(),
      lower: doubles.lower.view(),
      upper: doubles.upper.view(),
      onSaleHours: doubles.onSaleHours.view(),
      observedHours: doubles.observedHours.view(),
      watchedUntil: doubles.watchedUntil.view(),
      saleOpensAt: doubles.saleOpensAt.view(),
      departure: doubles.departure.view(),
      reopeningSpell: ints.reopeningSpell.view(),
      reopeningHour: doubles.reopeningHour.view(),
    };
  }
}

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
  reopeningSpell: Int32Array;
  reopeningHour: Float64Array;
}
