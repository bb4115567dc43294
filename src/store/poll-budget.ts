import { randomUUID } from 'node:crypto';
import type { Instant } from '../calendar/china-time.ts';
import { type BudgetRules, countedMs, gapAfter } from '../upstream/budget-rules.ts';
import type { DenialReason, Permit, PermitAnswer, RequestKind } from '../upstream/permit.ts';
import { backOffKeyOf } from './poll-state.ts';
import type { RedisClient } from './redis-client.ts';
import { RELEASE_REQUEST_LUA, TAKE_REQUEST_LUA } from './scripts/poll-budget.ts';

/** What has been sent and what may be: for /v1/status. */
export interface BudgetUsage {
  /** Requests since this data was begun, by kind; each was sent, save for what a killed worker took with it. */
  sent: Record<RequestKind, number>;
  /** Requests whose worker was never heard of again: they may or may not have been sent. */
  lapsed: number;
  /** Requests of the last five minutes, and how many are under way; null where there is no limit. */
  used: number | null;
  underWay: number | null;
}

/** One budget for all workers of a source, on all machines. */
export interface RequestBudget {
  rules: BudgetRules | null;
  /** Leave to send one request now, or why not and how long to wait. */
  takeRequest(kind: RequestKind): Promise<PermitAnswer>;
  readUsage(): Promise<BudgetUsage>;
}

export interface BudgetOptions {
  namespace: string;
  /** Null: as often as one likes (the double). Requests are counted and pauses are kept all the same. */
  rules: BudgetRules | null;
  /** The service's clock, and how far it is ahead of the machine's. */
  now(): Instant;
  clockOffsetMs: number;
  /** In [0, 1), for the jitter. */
  draw?: () => number;
}

interface BudgetCommands {
  takeRequest(...args: (string | number)[]): Promise<[granted: 0 | 1, reason: DenialReason, waitMs: number]>;
  releaseRequest(...args: (string | number)[]): Promise<0 | 1>;
}

/** The budget in Redis; the scripts' headers say how it is kept. All keys share the source's hash tag. */
export function createRequestBudget(redis: RedisClient, options: BudgetOptions): RequestBudget {
  const { namespace, rules, now, clockOffsetMs, draw = Math.random } = options;
  const tag = `polls:v2:{${namespace}}`;
  const keys = { gate: `${tag}:gate`, sent: `${tag}:sent`, leases: `${tag}:leases` };
  redis.defineCommand('takeRequest', { numberOfKeys: 4, lua: TAKE_REQUEST_LUA });
  redis.defineCommand('releaseRequest', { numberOfKeys: 2, lua: RELEASE_REQUEST_LUA });
  const commands = redis as RedisClient & BudgetCommands;

  function permitOf(token: string, gapMs: number): Permit {
    return {
      async release() {
        // Without limits there is no lease to give back.
        if (rules === null) return;
        // Redis away: the lease lapses by itself, and the answer that has come is not to be lost over it.
        await commands.releaseRequest(keys.gate, keys.leases, now(), token, gapMs).catch(() => 0);
      },
    };
  }

  return {
    rules,
    async takeRequest(kind) {
      const token = randomUUID();
      const gapMs = rules === null ? 0 : gapAfter(rules, draw());
      const askedAt = now();
      const [granted, reason, waitMs] = await commands.takeRequest(
        keys.gate,
        keys.sent,
        keys.leases,
        backOffKeyOf(namespace),
        askedAt,
        token,
        kind,
        gapMs,
        rules === null ? 0 : countedMs(rules),
        rules?.perWindow ?? 0,
        rules?.inFlight ?? 0,
        rules?.leaseMs ?? 0,
        clockOffsetMs,
      );
      return granted === 1
        ? { granted: true, permit: permitOf(token, gapMs) }
        : { granted: false, reason, waitMs };
    },
    async readUsage() {
      const at = now();
      const [gate, used, underWay] = await Promise.all([
        redis.hgetall(keys.gate),
        rules === null ? null : redis.zcount(keys.sent, at - countedMs(rules) + rules.leaseMs, '+inf'),
        rules === null ? null : redis.zcount(keys.leases, at, '+inf'),
      ]);
      const count = (name: string) => Number(gate[name] ?? 0);
      return {
        sent: {
          init: count('sent:init'),
          query: count('sent:query'),
          stops: count('sent:stops'),
          list: count('sent:list'),
        },
        lapsed: count('lapsed'),
        used,
        underWay,
      };
    },
  };
}
