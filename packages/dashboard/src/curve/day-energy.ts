import type { WireSeries } from "../api/types.ts";

/** Counters that tell a day's energy, the trusted one first. */
const COUNTERS = ["acEnergyTotal", "acEnergyToday"];

/** Energy per device [Wh] from the best counter that has a figure; devices without any are left out. */
export function dayEnergyByDevice(series: readonly WireSeries[]): ReadonlyMap<string, number> {
  const energies = new Map<string, number>();
  for (const { deviceId, columns } of series) {
    const figures = COUNTERS.map((counter) =>
      sum(columns.find((column) => column.point === counter)?.values ?? []),
    );
    const energyWh = figures.find((figure) => figure !== null);
    if (energyWh !== undefined && energyWh !== null) energies.set(deviceId, energyWh);
  }
  return energies;
}

/** Sum of what is known; `null` when nothing is. */
export function sum(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((total, value) => total + value, 0);
}
