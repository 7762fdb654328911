import type { Law } from "@solarmon/core/testing";
import type { ConnectorDescription, ConnectorLevel } from "../../connector-description.ts";
import type { ConnectorBench } from "./connector-bench.ts";

/** Something that holds for every connector, and the level that it belongs to. */
export interface ConnectorLaw extends Law<ConnectorBench> {
  readonly level: ConnectorLevel;
  /**
   * Why it cannot apply, by what the connector says of itself: who has no log-in cannot be refused. `undefined` when
   * it applies.
   */
  readonly exempt?: (description: ConnectorDescription) => string | undefined;
}

/** No law of log-ins for a device that has none. */
export function withoutLogin({ auth }: ConnectorDescription): string | undefined {
  return auth === "none" ? "it has no log-in" : undefined;
}

/** No law of quotas where nobody counts. */
export function withoutQuota({ quotas }: ConnectorDescription): string | undefined {
  return quotas.length === 0 ? "it has no quota" : undefined;
}

export function withoutHistory({ historyMs }: ConnectorDescription): string | undefined {
  return historyMs === 0 ? "it keeps no history" : undefined;
}
