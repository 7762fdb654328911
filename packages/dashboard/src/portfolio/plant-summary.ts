import type { PortfolioPlant } from "../api/types.ts";
import { deviceStatus, plantStatus, severity, type StatusReason } from "../status/status.ts";
import { isTooDarkForPower } from "../time/sun.ts";

/** A row of the portfolio. */
export interface PlantSummary extends StatusReason {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly powerW: number | null;
  /** AC rating [W]. */
  readonly ratedW: number | null;
  readonly energyTodayWh: number | null;
  /** Energy today by DC nameplate [kWh/kWp]. */
  readonly specificYield: number | null;
  readonly measuredAt: number | null;
  /** Usual time between readings of its slowest inverter [ms]; 0 while unknown. */
  readonly intervalMs: number;
}

/** The inverters, or where there are none (a meter alone), all devices. */
export function producersOf<D extends { readonly kind: string }>(
  devices: readonly D[],
): readonly D[] {
  const inverters = devices.filter((device) => device.kind === "inverter");
  return inverters.length > 0 ? inverters : devices;
}

/** Usual time between readings of the slowest producer [ms]; 0 while unknown. */
export function slowestIntervalMs(
  devices: readonly { readonly kind: string; readonly intervalMs: number | null }[],
): number {
  return Math.max(0, ...producersOf(devices).map(({ intervalMs }) => intervalMs ?? 0));
}

export function summarise(plant: PortfolioPlant, now: number): PlantSummary {
  const { id, name, timeZone, acKw, dcKwp, energyTodayWh, live } = plant;
  const { timestamp, power } = live;
  return {
    id,
    name,
    timeZone,
    powerW: power,
    ratedW: acKw === null ? null : acKw * 1_000,
    energyTodayWh,
    specificYield:
      energyTodayWh === null || dcKwp === null || dcKwp <= 0 ? null : energyTodayWh / 1_000 / dcKwp,
    measuredAt: timestamp === null ? null : Date.parse(timestamp),
    intervalMs: slowestIntervalMs(plant.devices),
    ...statusOf(plant, now),
  };
}

function statusOf(plant: PortfolioPlant, now: number): StatusReason {
  const measured = new Map(
    plant.live.devices.map((reading) => [reading.deviceId, reading.measuredAt]),
  );
  const dark = isTooDarkForPower(now, plant);
  const statuses = producersOf(plant.devices).map(({ id, intervalMs }) => {
    const measuredAt = measured.get(id);
    const condition = {
      measuredAt: measuredAt === undefined ? null : Date.parse(measuredAt),
      operatingState: null,
      powerW: plant.live.power,
      intervalMs: intervalMs ?? 0,
    };
    return deviceStatus(condition, now, dark);
  });
  return plantStatus(statuses);
}

/** Worst first; among equals the larger plant, then by name. */
export function byUrgency(left: PlantSummary, right: PlantSummary): number {
  return (
    severity(left.status) - severity(right.status) ||
    (right.ratedW ?? 0) - (left.ratedW ?? 0) ||
    left.name.localeCompare(right.name)
  );
}
