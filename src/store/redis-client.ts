import type { Cluster, Redis } from 'ioredis';

/** A client of one Redis (or of the master a Sentinel names), or of a Cluster: what every store takes. */
export type RedisClient = Redis | Cluster;
