import type { Id } from "./ids.ts";
import type { Instant } from "./time.ts";

/** Customer of whoever runs Solarmon; owns everything below it. */
export interface Tenant {
  readonly id: Id;
  readonly name: string;
  readonly parentId: Id | null;
  readonly createdAt: Instant;
}

/** Panels with one tilt and azimuth. */
export interface PvArray {
  /** Angle from horizontal [deg], 0–90. */
  readonly tiltDeg: number;
  /** Compass direction the array faces [deg], 0 north, 90 east, 180 south. */
  readonly azimuthDeg: number;
  /** DC nameplate [kW]. */
  readonly dcKwp: number;
}

/** One site. */
export interface Plant {
  readonly id: Id;
  readonly tenantId: Id;
  readonly name: string;
  /** IANA time zone, e.g. `Europe/Madrid`: gives the borders of local days. */
  readonly timeZone: string;
  /** [deg], −90–90, north positive. */
  readonly latitudeDeg: number | null;
  /** [deg], −180–180, east positive. */
  readonly longitudeDeg: number | null;
  /** DC nameplate [kW]. */
  readonly dcKwp: number | null;
  /** AC rating [kW]. */
  readonly acKw: number | null;
  readonly arrays: readonly PvArray[];
  readonly createdAt: Instant;
}

export type DeviceKind = "inverter" | "meter" | "battery" | "weather" | "logger";

/** Something that measures; belongs to a plant, may hang below another device. */
export interface Device {
  readonly id: Id;
  readonly tenantId: Id;
  readonly plantId: Id;
  readonly parentId: Id | null;
  /** Unique within its plant. */
  readonly name: string;
  readonly kind: DeviceKind;
  /** AC rating [W]; bounds the plausible power. */
  readonly ratedPowerW: number | null;
  /** Usual time between readings [ms]; `null` while unknown. Gives the expected count of roll-ups. */
  readonly intervalMs: number | null;
  readonly createdAt: Instant;
}

/** Lets a device (or a gateway for all devices of its plant) write. The secret itself is never kept. */
export interface DeviceCredential {
  /** MQTT user name, and the part of the HTTP key before the dot. */
  readonly id: Id;
  readonly tenantId: Id;
  readonly plantId: Id;
  /** `null`: a gateway, may write every device of its plant. */
  readonly deviceId: Id | null;
  /** SHA-256 of the secret, hex. */
  readonly secretHash: string;
  readonly createdAt: Instant;
  readonly revokedAt: Instant | null;
}

export type Role = "owner" | "manager" | "operator" | "viewer";

/** A person who may log in. */
export interface User {
  readonly id: Id;
  readonly tenantId: Id;
  /** Lower case, unique over all tenants. */
  readonly email: string;
  readonly role: Role;
  /** Self-describing password hash. */
  readonly passwordHash: string;
  readonly createdAt: Instant;
}
