import { type CivilDate, daysBetween, HOUR_MS, type Instant, SECOND_MS } from '../calendar/china-time.ts';
import type { DayLog, OfferLog } from '../seats/day-log.ts';
import { isWellCovered, openingCoverage } from './opening-coverage.ts';
import {
  type DaySpells,
  LEAD_HOURS,
  type NoSpellReason,
  type OpeningCoverage,
  type Seen,
  type Spell,
} from './spell.ts';
import { readClock, type Span } from './spells-clock.ts';
import { Course, seenAbout } from './spells-course.ts';
import { firstAtOrAfter, type PollTimes, pollTimesOf } from './spells-poll-times.ts';
import { walkCourse } from './spells-walk.ts';

export interface SpellContext {
  /** New Year's Day of the season: offsets are counted from it. */
  newYear: CivilDate;
  /** How much of the sale is looked at, hours from its opening. */
  horizonHours: number;
  /** When an offer went on sale at its boarding station; null when not known (planSaleOpenings). */
  saleOpening(offer: OfferLog): Instant | null;
  /** Minutes between two polls of that year's usual schedule: beyond it polls were missed. */
  usualIntervalMinutes: number;
  /** The `asOf` of the log; Infinity when its sale is over. */
  knownUntil: Instant;
  /** Polls to build from, by boarding station, where the other year had fewer (thinToCommon); else all. */
  kept?: ReadonlyMap<string, PollTimes>;
}

/** Of our own schedule: a look every 5 to 8 minutes (upstream/poll-schedule.ts), and a turn may come late. */
export const USUAL_INTERVAL_MINUTES = 10;

const HOUR_SECONDS = HOUR_MS / SECOND_MS;

const SEEN = ['onSale', 'gone', 'unobserved'] as const satisfies Seen[];
/** All ways to be seen at the leads, each kept once: a season has two million spells. */
const SEEN_AT_LEADS: readonly (readonly Seen[])[] = LEAD_HOURS.reduce<Seen[][]>(
  (ways) => ways.flatMap((way) => SEEN.map((seen) => [...way, seen])),
  [[]],
).map((way) => Object.freeze(way));

/**
 * The spells of one pair and date: every offer's time from its sale opening to its first sell-out as the polls saw it,
 * (L, R] or censored. Rules: METHODS.md 5.1; the decisions are in spells-walk.ts. Offers that are no subject are
 * listed in `left`. Hours are the offer's own clock. No polls give no spells, never zeros.
 */
export function buildSpells(day: DayLog, context: SpellContext): DaySpells {
  const { pair, travelDate, provenance } = day;
  const maker = new SpellMaker(day, context);
  const spells: Spell[] = [];
  const left: DaySpells['left'] = [];
  for (const offer of day.offers) {
    const made = maker.build(offer);
    if (typeof made !== 'string') spells.push(made);
    else left.push({ reason: made, trainCode: offer.trainCode, seatClass: offer.seatClass });
  }
  return {
    pair,
    travelDate,
    lunarOffset: maker.lunarOffset,
    provenance,
    spells,
    left,
    coverage: maker.coverage(),
    polls: maker.countPolls(),
  };
}

/** What the offers of one pair and date share: polls, coverage by opening, the columns of a course. */
class SpellMaker {
  readonly lunarOffset: number;
  private readonly day: DayLog;
  private readonly context: SpellContext;
  private readonly polls: PollTimes;
  private readonly course: Course;
  private readonly coverages = new Map<string, OpeningCoverage>();
  private readonly counts: DaySpells['polls'][] = [];

  constructor(day: DayLog, context: SpellContext) {
    this.day = day;
    this.context = context;
    this.lunarOffset = daysBetween(context.newYear, day.travelDate);
    this.polls = pollTimesOf(day);
    this.course = new Course(Math.max(0, ...day.offers.map(({ codes }) => codes.length)));
  }

  coverage(): OpeningCoverage[] {
    const once = new Map([...this.coverages.values()].map((one) => [one.saleOpensAt, one]));
    return [...once.values()].sort((a, b) => a.saleOpensAt - b.saleOpensAt);
  }

  /** Since the opening, at the boarding station that lost most. */
  countPolls(): DaySpells['polls'] {
    let most = { ok: 0, kept: 0 };
    for (const counts of this.counts) {
      if (most.ok === 0 || counts.ok - counts.kept > most.ok - most.kept) most = counts;
    }
    return most;
  }

  build(offer: OfferLog): Spell | NoSpellReason {
    const { departure } = offer;
    const saleOpensAt = this.context.saleOpening(offer);
    if (departure === null) return 'noDeparture';
    if (saleOpensAt === null || saleOpensAt >= departure) return 'noOpening';
    const polls = this.context.kept?.get(offer.origin) ?? this.polls;
    const span = { saleOpensAt, departure, polls };
    const covered = this.coverageOf(offer.origin, span);
    this.course.layOut(offer, polls);
    const opening = saleOpensAt / SECOND_MS;
    const walk = walkCourse(this.course, polls, {
      first: polls.indexAtOrAfter(opening),
      end: polls.indexAtOrAfter(departure / SECOND_MS),
      limit: Math.min(opening + this.context.horizonHours * HOUR_SECONDS, departure / SECOND_MS),
    });
    const clock = readClock(walk, span, this.context.horizonHours);
    if (typeof clock === 'string') return clock;
    return {
      pair: this.day.pair,
      travelDate: this.day.travelDate,
      lunarOffset: this.lunarOffset,
      trainNo: offer.trainNo,
      trainCode: offer.trainCode,
      origin: offer.origin,
      destination: offer.destination,
      seatClass: offer.seatClass,
      saleOpensAt,
      departure,
      ...clock,
      onSaleHours: walk.onSaleSeconds / HOUR_SECONDS,
      observedHours: walk.observedSeconds / HOUR_SECONDS,
      atLead: this.seenAtLeads(offer, saleOpensAt, departure),
      wellCovered: isWellCovered(covered),
    };
  }

  private coverageOf(origin: string, { saleOpensAt, departure, polls }: Span): OpeningCoverage {
    const key = `${origin} ${saleOpensAt}`;
    const known = this.coverages.get(key);
    if (known !== undefined) return known;
    const { horizonHours, usualIntervalMinutes, knownUntil } = this.context;
    const coverage = openingCoverage(this.polls, {
      saleOpensAt,
      end: Math.min(saleOpensAt + horizonHours * HOUR_MS, departure),
      knownUntil,
      usualIntervalMinutes,
      kept: polls,
    });
    this.coverages.set(key, coverage);
    const since = ({ seconds }: PollTimes) =>
      seconds.length - firstAtOrAfter(seconds, saleOpensAt / SECOND_MS);
    this.counts.push({ ok: since(this.polls), kept: since(polls) });
    return coverage;
  }

  /** By all polls, thinned or not: the state at a moment does not hang on how often one looks. */
  private seenAtLeads(offer: OfferLog, saleOpensAt: Instant, departure: Instant): readonly Seen[] {
    let place = 0;
    for (const hours of LEAD_HOURS) {
      const at = departure - hours * HOUR_MS;
      const seen = at < saleOpensAt ? 'unobserved' : seenAbout(offer, this.polls, at / SECOND_MS);
      place = place * SEEN.length + SEEN.indexOf(seen);
    }
    return SEEN_AT_LEADS[place]!;
  }
}
