import type { Place } from "../time/sun.ts";

/** Answers as they come over the wire; instants are ISO 8601 texts. */

export interface WireReading {
  readonly deviceId: string;
  readonly measuredAt: string;
  readonly receivedAt: string;
  readonly values: readonly { readonly point: string; readonly value: number | null }[];
}

export interface WirePlantLive {
  readonly plantId: string;
  readonly timestamp: string | null;
  readonly power: number | null;
  readonly cursor: string;
  readonly snapshot: boolean;
  readonly devices: readonly WireReading[];
}

export interface WireSeries {
  readonly deviceId: string;
  readonly times: readonly number[];
  readonly columns: readonly {
    readonly point: string;
    readonly values: readonly (number | null)[];
  }[];
}

interface PlantHead extends Place {
  readonly id: string;
  readonly name: string;
  /** DC nameplate [kW]. */
  readonly dcKwp: number | null;
  /** AC rating [kW]. */
  readonly acKw: number | null;
}

export interface Device {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  /** AC rating [W]. */
  readonly ratedPowerW: number | null;
  /** Usual time between readings [ms]. */
  readonly intervalMs: number | null;
}

export interface Plant extends PlantHead {
  readonly devices: readonly Device[];
  readonly live: WirePlantLive;
}

/** A log-in at a vendor that the plant is read through. */
export interface PlantLink {
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  readonly health: string;
  readonly reason: string | null;
  readonly until: string | null;
  readonly lastPolledAt: string | null;
  readonly gaps: readonly { readonly state: string }[];
}

/** Something that is wrong. */
export interface OpenAlarm {
  readonly id: string;
  /** `null` when it concerns several plants. */
  readonly plantId: string | null;
  readonly plantName: string | null;
  readonly kind: string;
  readonly severity: string;
  /** The condition is there since. */
  readonly since: string;
  readonly parentId: string | null;
  readonly foldedCount: number;
  readonly acknowledgedBy: string | null;
  readonly subject: { readonly type: string; readonly name: string };
  readonly values: readonly { readonly name: string; readonly text: string | null }[];
}

/** The newest of them; `next` when there are more. */
export interface OpenAlarms {
  readonly alarms: readonly OpenAlarm[];
  readonly next: string | null;
}

export interface PortfolioPlant extends PlantHead {
  readonly energyTodayWh: number | null;
  readonly devices: readonly Pick<Device, "id" | "kind" | "intervalMs">[];
  readonly live: {
    readonly timestamp: string | null;
    readonly power: number | null;
    readonly devices: readonly Pick<WireReading, "deviceId" | "measuredAt">[];
  };
}

export interface Viewer {
  readonly email: string;
  readonly role: string;
  readonly tenant: { readonly name: string };
}
