import type { Clock } from "@solarmon/core";
import type { Connector } from "../../connector.ts";
import type { StandIn, StandInWorld } from "../stand-in.ts";

export interface ConnectorSuiteOptions {
  readonly connector: Connector;
  /** Starts a new stand-in of the vendor; called for every law, more than once by some. Closed by the suite. */
  readonly standIn: (clock: Clock, world: StandInWorld) => Promise<StandIn>;
  /** Laws to pass over, by name, each with the reason: the level then stays below theirs. An unknown name fails. */
  readonly skip?: Readonly<Record<string, string>>;
}
