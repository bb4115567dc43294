import { type Instant, SECOND_MS } from '../../calendar/china-time.ts';
import type { RedisClient } from '../redis-client.ts';

/**
 * Redis' own clock, shifted to the service's: what it has passed once stays past, so that it is asked twice a minute
 * and not at every poll (in a script it would cost as much as the write).
 */
export class RedisClock {
  readonly #redis: RedisClient;
  readonly #offsetMs: number;
  #seen: Instant = 0;

  constructor(redis: RedisClient, offsetMs: number) {
    this.#redis = redis;
    this.#offsetMs = offsetMs;
  }

  /** Whether it is known to have passed this instant; if not, ask. */
  isPast(at: Instant): boolean {
    return at <= this.#seen;
  }

  async ask(at: Instant): Promise<boolean> {
    const [seconds = 0, microseconds = 0] = await this.#redis.time();
    this.#seen = seconds * SECOND_MS + Math.floor(microseconds / 1_000) + this.#offsetMs;
    return this.isPast(at);
  }
}
