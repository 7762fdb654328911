import type {
  AlarmStore,
  AuditTrail,
  Catalog,
  Clock,
  LinkStore,
  LiveSubscriber,
  Quarantine,
  SecretStore,
  TokenVerifier,
  UsageLedger,
} from "@solarmon/core";
import type { History, Intake, UsageMeter, VerdictBoard } from "@solarmon/ingest";
import type { Metric } from "./rest/metrics.ts";

/** What the API writes to; `pino` fits. */
export interface Logger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** State of one part of the server, or of a service that it uses, e.g. stream, processor, postgresql. */
export interface PartHealth {
  readonly name: string;
  /** `degraded`: missing, and the process does its duty all the same. `failed`: it cannot do its duty. */
  readonly state: "ok" | "degraded" | "failed";
  /** In words: what is wrong, and what it means. No secrets: anyone may read it. */
  readonly reason?: string;
}

export interface ApiLimits {
  /** Largest body of `POST /api/v1/readings` [bytes]. Default 4 MiB. */
  readonly readingsBodyBytes: number;
  /** Largest body of any other request, and largest WebSocket message [bytes]. Default 100 kB. */
  readonly bodyBytes: number;
  /** Most values in one answer of `GET …/readings`. Default 1,000,000. */
  readonly restValues: number;
  /** Most values of all `series` fields of one GraphQL request. Default 100,000. */
  readonly graphqlValues: number;
  /** Longest `?wait=stored` [ms]. Default 10,000. */
  readonly waitMs: number;
  /** How long a log-in lasts [ms]. Default 12 h. */
  readonly sessionMs: number;
  /** How often the rights behind open subscriptions are checked again [ms]. Default 60,000. */
  readonly recheckMs: number;
  /** Most open WebSockets. Default 10,000. */
  readonly sockets: number;
  /** Most open subscriptions, over WebSockets and server-sent events. Default 20,000. */
  readonly subscriptions: number;
  /** Most subscriptions of one WebSocket. Default 100. */
  readonly subscriptionsPerSocket: number;
}

export const DEFAULT_LIMITS: ApiLimits = {
  readingsBodyBytes: 4 * 1024 * 1024,
  bodyBytes: 100_000,
  restValues: 1_000_000,
  graphqlValues: 100_000,
  waitMs: 10_000,
  sessionMs: 12 * 3_600_000,
  recheckMs: 60_000,
  sockets: 10_000,
  subscriptions: 20_000,
  subscriptionsPerSocket: 100,
};

export interface ApiOptions {
  readonly alarms: Pick<AlarmStore, "forTenant">;
  /** Where log-ins are noted, and read back by owners. */
  readonly audit: AuditTrail;
  /** What owners are told that they have used. */
  readonly usage: Pick<UsageLedger, "days">;
  /** Counts the calls and the minutes of subscriptions. */
  readonly meter: Pick<UsageMeter, "count" | "beginLive">;
  readonly catalog: Catalog;
  readonly intake: Intake;
  readonly history: History;
  readonly live: LiveSubscriber;
  readonly quarantine: Quarantine;
  readonly links: Pick<LinkStore, "forTenant">;
  readonly verdicts: VerdictBoard;
  /** Holds the key that signs log-ins; it is made at first use. */
  readonly secrets: SecretStore;
  /** Takes the place of the local issuer for checking bearer tokens. */
  readonly tokens?: TokenVerifier;
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** Folder of the built dashboard. Without one `/` says how to build it. */
  readonly dashboardDir?: string;
  /** Parts that `/readyz` tells of; one that has failed makes it answer 503. */
  readonly health: () => Promise<readonly PartHealth[]> | readonly PartHealth[];
  /** Further figures for `/metrics`, asked for at each request. */
  readonly metrics?: () => Iterable<Metric> | Promise<Iterable<Metric>>;
  readonly limits?: Partial<ApiLimits>;
  /** Take the client's address from the last entry of `X-Forwarded-For`. Only behind a proxy that sets it. */
  readonly trustForwardedFor?: boolean;
}
