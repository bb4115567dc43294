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
import { Course, seenAbout } from './spells-course.ts';
import { type PollTimes, pollTimesOf } from './spells-poll-times.ts';
import { type Walk, walkCourse } from './spells-walk.ts';

export interface SpellContext {
  /** New Year's Day of the season: offsets are counted from it. */
  newYear: CivilDate;
  /** How much of the sale is looked at, hours from its opening. */
  horizonHours: number;
  /** When an offer went on sale at its boarding station; null when not known (planSaleOpenings). */
  saleOpening(offer: OfferLog): Instant | null;
  /** Minutes between two polls of the usual schedule: beyond it polls were missed. */
  usualIntervalMinutes: number;
  /** The `asOf` of the log; Infinity when its sale is over. */
  knownUntil: Instant;
  /** Polls to build from, by boarding station, where the other year had fewer (thinToCommon); else all. */
  kept?: ReadonlyMap<string, PollTimes>;
}

/** First looks so late still count as from the start: a cell with a longer gap is not well covered anyway. */
const IN_TIME_HOURS = 1;
const HOUR_SECONDS = HOUR_MS / SECOND_MS;
const NONE_REOPENED: readonly number[] = [];

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
  const kept = [...(context.kept?.values() ?? [])].map(({ seconds }) => seconds.length);
  return {
    pair,
    travelDate,
    lunarOffset: maker.lunarOffset,
    provenance,
    spells,
    left,
    coverage: maker.coverage(),
    polls: { ok: day.polls.seconds.length, kept: Math.min(day.polls.seconds.length, ...kept) },
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

interface Span {
  saleOpensAt: Instant;
  departure: Instant;
  polls: PollTimes;
}

type Clock = Pick<
  Spell,
  'entry' | 'lower' | 'upper' | 'event' | 'censoredBy' | 'reopenings' | 'watchedUntil'
>;

/** The walk in hours of the offer's clock, cut at the horizon; or why it is none. */
function readClock(
  walk: Walk,
  { saleOpensAt, departure, polls }: Span,
  horizon: number,
): Clock | NoSpellReason {
  const ageOf = (poll: number): number => (polls.seconds[poll]! - saleOpensAt / SECOND_MS) / HOUR_SECONDS;
  if (walk.lastSeen < 0) {
    if (walk.suspended >= 0) return 'suspended';
    return walk.lastUnreleased >= 0 ? 'notReleased' : 'neverSeen';
  }
  const unreleased = walk.lastUnreleased < 0 ? 0 : ageOf(walk.lastUnreleased);
  const seen = {
    reopenings:
      walk.reopened.length === 0 ? NONE_REOPENED : walk.reopened.map(ageOf).filter((at) => at <= horizon),
    watchedUntil: Math.min(horizon, ageOf(walk.lastSeen)),
  };
  const sight = walk.lastOnSale < 0 ? unreleased : ageOf(walk.firstOnSale);
  const entry = sight > IN_TIME_HOURS ? sight : 0;
  const lower = walk.lastOnSale < 0 ? unreleased : ageOf(walk.lastOnSale);
  if (walk.gone >= 0 && lower < horizon) {
    return { entry, lower, upper: ageOf(walk.gone), event: true, censoredBy: null, ...seen };
  }
  // Seen without seats once, never with any: that is neither a sell-out nor a sight of it on sale.
  if (walk.lastOnSale < 0) return 'neverSeen';
  const time = Math.min(lower, horizon);
  if (entry > 0 && entry >= time) return 'neverSeen';
  const censoredBy = lower >= horizon ? 'horizon' : endOf(walk, polls, departure);
  return { entry, lower: time, upper: time, event: false, censoredBy, ...seen };
}

function endOf(walk: Walk, polls: PollTimes, departure: Instant): 'suspended' | 'departure' | 'lastPoll' {
  if (walk.suspended >= 0) return 'suspended';
  const next = polls.seconds[walk.lastOnSale + 1] ?? 0;
  return next >= departure / SECOND_MS ? 'departure' : 'lastPoll';
}
