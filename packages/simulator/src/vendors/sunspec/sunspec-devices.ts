import type { Instant } from "@solarmon/core";
import { type StandInFault, type StandInWorld, SunPlant } from "@solarmon/connectors-kit/stand-in";
import type { KnownVendorDevice } from "@solarmon/connectors-kit";
import type { Model } from "./chain.ts";
import { gen24 } from "./gen24.ts";
import { ieee1547 } from "./ieee1547.ts";
import { solaredge } from "./solaredge.ts";

/**
 * - `solaredge` two inverters (103), of which one has a meter (203) in its chain; one client only, counters of 0 at
 *   wake-up
 * - `gen24` a Fronius hybrid in floats (113) with inputs (160) and storage (124), and a meter (213) as unit 200
 * - `ieee1547` the 700s with a battery (713) behind base address 50000, and a bank (802) as unit 2
 */
export type SunspecModel = "solaredge" | "gen24" | "ieee1547";

/** One unit id. */
interface SunspecUnit {
  readonly unitId: number;
  readonly base: number;
  /** Of a unit that is asked at that instant. */
  models(now: Instant, fault: StandInFault | null): readonly Model[];
}

/** What stands behind one host. */
export interface SunspecDevices {
  readonly units: readonly SunspecUnit[];
  readonly plants: readonly SunPlant[];
  /** Keys: the serial number, and what hangs below it. */
  readonly devices: readonly KnownVendorDevice[];
  readonly isForOneClient: boolean;
}

/** Makes an inverter of so many Wh on a fair day. */
export type MakePlant = (fairDayWh: number) => SunPlant;

const MAKERS = { solaredge, gen24, ieee1547 } as const;

export function createDevices(model: SunspecModel, { noonAt }: StandInWorld): SunspecDevices {
  return MAKERS[model]((fairDayWh) => new SunPlant({ noonAt, fairDayWh }));
}
