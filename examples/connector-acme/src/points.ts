import type { FieldRule } from "@solarmon/connectors-kit";

const SOURCE = "made up";

/** What each field means. One row each: field, point, the vendor's unit, what stands for "no value", who says so. */
export const INVERTER_FIELDS: readonly FieldRule[] = [
  { field: "power_kw", point: "acPower", unit: "kW", sentinels: [-999], source: SOURCE },
  { field: "total_kwh", point: "acEnergyTotal", unit: "kWh", sentinels: [-999], source: SOURCE },
];
