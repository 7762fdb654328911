import type { Device, Plant } from "@solarmon/core";

/** Most AC power a device can have [W]: its rating, else its plant's; `null` while neither is known. */
export function powerLimitW(
  device: Pick<Device, "ratedPowerW"> | undefined,
  plant: Pick<Plant, "acKw">,
): number | null {
  return device?.ratedPowerW ?? (plant.acKw === null ? null : plant.acKw * 1_000);
}
