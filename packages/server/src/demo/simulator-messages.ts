import type { FleetPlant } from "@solarmon/simulator";
import type { DemoAccount } from "./vendor-places.ts";

/** What the simulator process is told once, over its channel and never on its command line: it has passwords. */
export interface ToSimulator {
  readonly mqttUrl: string;
  readonly plants: readonly FleetPlant[];
}

export type FromSimulator =
  | { readonly type: "live" }
  | { readonly type: "trouble"; readonly message: string }
  /** Stand-ins of vendors answer; addresses and log-ins are new each time. */
  | { readonly type: "vendors"; readonly accounts: readonly DemoAccount[] };
