import { systemClock, type Clock, type TokenVerifier } from "@solarmon/core";
import { createDeviceAuthenticator, type DeviceAuthenticator } from "@solarmon/ingest";
import { DEFAULT_LIMITS, type ApiLimits, type ApiOptions, type Logger } from "./api-options.ts";
import { createLocalIssuer } from "./auth/local-issuer.ts";
import { createLogIn, type LogIn } from "./auth/log-in.ts";
import { ApiMetrics, type Metric } from "./rest/metrics.ts";

/** What handlers and resolvers work with: the options, with every default filled in. */
export interface ApiServices extends Pick<
  ApiOptions,
  | "alarms"
  | "audit"
  | "usage"
  | "meter"
  | "catalog"
  | "intake"
  | "history"
  | "live"
  | "quarantine"
  | "links"
  | "verdicts"
  | "health"
> {
  readonly tokens: TokenVerifier;
  readonly devices: DeviceAuthenticator;
  readonly logIn: LogIn;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly limits: ApiLimits;
  readonly metrics: ApiMetrics;
  readonly moreMetrics: () => Iterable<Metric> | Promise<Iterable<Metric>>;
}

const SILENT: Logger = { info: () => {}, warn: () => {}, error: () => {} };

/** The services of an API with these options. Opens nothing. */
export function createServices(options: ApiOptions): ApiServices {
  const clock = options.clock ?? systemClock;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const { audit, catalog, secrets } = options;
  const issuer = createLocalIssuer({ catalog, secrets, clock, sessionMs: limits.sessionMs });
  return {
    alarms: options.alarms,
    audit,
    usage: options.usage,
    meter: options.meter,
    catalog,
    intake: options.intake,
    history: options.history,
    live: options.live,
    quarantine: options.quarantine,
    links: options.links,
    verdicts: options.verdicts,
    tokens: options.tokens ?? issuer,
    devices: createDeviceAuthenticator({ catalog, clock }),
    logIn: createLogIn({ catalog, issuer, audit, clock }),
    clock,
    limits,
    logger: options.logger ?? SILENT,
    metrics: new ApiMetrics(audit),
    moreMetrics: options.metrics ?? (() => []),
    health: options.health,
  };
}
