import type { Device } from "@solarmon/core";

/**
 * The devices whose power and energy make up the plant's: its inverters. Where it has none it is what else there is: a
 * meter, or the one device that stands for the whole plant of a vendor who tells no single ones. From the first
 * inverter on these count no more, for they measure the same energy.
 */
export function producersOf<Some extends Pick<Device, "kind">>(
  devices: readonly Some[],
): readonly Some[] {
  const inverters = devices.filter(({ kind }) => kind === "inverter");
  return inverters.length > 0 ? inverters : devices;
}
