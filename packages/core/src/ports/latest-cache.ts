import type { TenantScope } from "../authority.ts";
import type { Id } from "../ids.ts";
import type { LatestReading } from "./reading-store.ts";

/** Newest reading per device. Never goes back in time. Checked by `testLatestCache`. */
export interface LatestCache {
  /** Keeps each reading that is not older than the one held. */
  put(scope: TenantScope, readings: readonly LatestReading[]): Promise<void>;
  /** Those of the asked devices that are held. */
  get(scope: TenantScope, deviceIds: readonly Id[]): Promise<readonly LatestReading[]>;
  deleteTenant(scope: TenantScope): Promise<void>;
}
