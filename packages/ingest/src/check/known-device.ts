import type { Device, Id, Plant } from "@solarmon/core";
import type { KeyShape } from "./key-shape.ts";
import { valueLimits, type ValueLimits } from "./value-limits.ts";

/** A device as the check sees it. Mutable: it remembers the shape of its last reading. */
export interface KnownDevice {
  readonly id: Id;
  readonly limits: ValueLimits;
  shape: KeyShape | null;
}

/** The devices of a plant, ready for the check. Devices of one size share their limits. */
export function knownDevices(
  plant: Pick<Plant, "acKw"> | undefined,
  devices: readonly Pick<Device, "id" | "ratedPowerW">[],
): Map<Id, KnownDevice> {
  const plantAcW = plant?.acKw == null ? null : plant.acKw * 1000;
  const bySize = new Map<number | null, ValueLimits>();
  const known = new Map<Id, KnownDevice>();
  for (const device of devices) {
    const limits = bySize.get(device.ratedPowerW) ?? valueLimits(device, plantAcW);
    bySize.set(device.ratedPowerW, limits);
    known.set(device.id, { id: device.id, limits, shape: null });
  }
  return known;
}
