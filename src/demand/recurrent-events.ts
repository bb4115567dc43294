/** A stretch (start, stop] in which one subject was watched; `event` says whether it ended in an event. */
export interface WatchedStretch {
  /** The stretches of one subject do not overlap. */
  id: string;
  start: number;
  stop: number;
  event: boolean;
}

/** One step of the mean cumulative function: what holds from `time` on. */
export interface MeanCountStep {
  time: number;
  atRisk: number;
  events: number;
  /** Mean number of events a subject up to `time`, `time` included. */
  mean: number;
  /** Robust: a subject's events may depend on each other. */
  standardError: number;
}

interface Influence {
  /** Its part of the error when it last came or went, or had an event since, less what all shared then. */
  value: number;
  sharedAtEntry: number | null;
}

/**
 * Mean cumulative function of recurrent events (how often a sold-out ticket came back): MCF(t) = Σ dN/Y over event
 * times ≤ t, where Y counts the subjects with start < t ≤ stop. Variance Σᵢ (∫ Yᵢ/Y (dNᵢ - dMCF))². Steps at event
 * times only; none without events. O(n log n). Times in one unit, any.
 * Source: Nelson 1988, Lawless and Nadeau 1995; equal to `cumhaz` and `std.chaz` of R survival::survfit with id.
 */
export function meanCumulativeCount(stretches: readonly WatchedStretch[]): MeanCountStep[] {
  for (const { id, start, stop } of stretches) {
    if (!(start >= 0 && start < stop && Number.isFinite(stop))) {
      throw new RangeError(`expected 0 ≤ start < stop, got (${start}, ${stop}] of ${id}`);
    }
  }
  const entrants = [...stretches].sort((a, b) => a.start - b.start);
  const exits = [...stretches].sort((a, b) => a.stop - b.stop);
  const errors = new ErrorSum();
  const steps: MeanCountStep[] = [];
  let entered = 0;
  let mean = 0;
  for (let at = 0; at < exits.length; ) {
    const time = exits[at]!.stop;
    for (; entered < entrants.length && entrants[entered]!.start < time; entered += 1) {
      errors.enter(entrants[entered]!.id);
    }
    const leaving: WatchedStretch[] = [];
    for (; at < exits.length && exits[at]!.stop === time; at += 1) leaving.push(exits[at]!);
    const atRisk = entered - (at - leaving.length);
    const happened = leaving.filter(({ event }) => event);
    if (happened.length > 0) {
      mean += happened.length / atRisk;
      for (const { id } of happened) errors.add(id, 1 / atRisk);
      errors.addToAllPresent(-happened.length / atRisk ** 2, atRisk);
      steps.push({ time, atRisk, events: happened.length, mean, standardError: errors.root() });
    }
    for (const { id } of leaving) errors.leave(id);
  }
  return steps;
}

/** Keeps Σᵢ ψᵢ² while subjects come and go and all present ones get the same share, without walking over them. */
class ErrorSum {
  private readonly influences = new Map<string, Influence>();
  private shared = 0;
  private sumOfPresent = 0;
  private sumOfSquares = 0;

  enter(id: string): void {
    const influence = this.influences.get(id) ?? { value: 0, sharedAtEntry: null };
    if (influence.sharedAtEntry !== null) throw new RangeError(`the stretches of ${id} overlap`);
    this.influences.set(id, influence);
    influence.sharedAtEntry = this.shared;
    this.sumOfPresent += influence.value;
  }

  leave(id: string): void {
    const influence = this.influences.get(id)!;
    influence.value = this.valueOf(influence);
    influence.sharedAtEntry = null;
    this.sumOfPresent -= influence.value;
  }

  add(id: string, change: number): void {
    const influence = this.influences.get(id)!;
    const before = this.valueOf(influence);
    influence.value += change;
    this.sumOfPresent += change;
    this.sumOfSquares += (before + change) ** 2 - before ** 2;
  }

  addToAllPresent(change: number, present: number): void {
    this.sumOfSquares += 2 * change * this.sumOfPresent + present * change ** 2;
    this.sumOfPresent += present * change;
    this.shared += change;
  }

  root(): number {
    return Math.sqrt(Math.max(0, this.sumOfSquares));
  }

  private valueOf({ value, sharedAtEntry }: Influence): number {
    return sharedAtEntry === null ? value : value + this.shared - sharedAtEntry;
  }
}
