import type { Clock, SolarmonError } from "@solarmon/core";

export interface RedisOptions {
  /** `redis://[user:password@]host:port`, or `rediss://` for TLS. Of a cluster: of any of its nodes. */
  readonly url: string;
  /** The server is a cluster (ElastiCache serverless always is). Default `false`. */
  readonly cluster?: boolean;
  /** Before every key, so that several installations can share a server. Default `solarmon:`. */
  readonly keyPrefix?: string;
  /** A newest reading is forgotten after so long without a newer one [ms]. Default 10 min. */
  readonly latestTtlMs?: number;
  /** Updates of one watched plant that a cursor can reach back. Default 200. */
  readonly maxUpdatesPerPlant?: number;
  /** A plant's updates are kept for so long after the last subscriber went or asked for a cursor [ms]. Default 10 min. */
  readonly liveTtlMs?: number;
  /** A subscriber asks so often whether it has missed something, and says that it is there [ms]. Default 5,000. */
  readonly liveCheckMs?: number;
  /** A command that takes longer has failed [ms]. Default 1,000. */
  readonly commandTimeoutMs?: number;
  readonly clock?: Clock;
  /** Told once when the server goes away, not for every command that fails then. */
  readonly onWarning?: (warning: SolarmonError) => void;
}

/** The options with their defaults, and what only the connection needs left out. */
export interface RedisSettings {
  readonly keyPrefix: string;
  readonly latestTtlMs: number;
  readonly maxUpdatesPerPlant: number;
  readonly liveTtlMs: number;
  readonly liveCheckMs: number;
}

const TEN_MINUTES_MS = 600_000;

export function settingsOf(options: RedisOptions): RedisSettings {
  return {
    keyPrefix: options.keyPrefix ?? "solarmon:",
    latestTtlMs: options.latestTtlMs ?? TEN_MINUTES_MS,
    maxUpdatesPerPlant: options.maxUpdatesPerPlant ?? 200,
    liveTtlMs: options.liveTtlMs ?? TEN_MINUTES_MS,
    liveCheckMs: options.liveCheckMs ?? 5_000,
  };
}
