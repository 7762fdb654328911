import type { Plant, PvArray } from "@solarmon/core";
import type { PlantRow } from "./tables.ts";

export function toPlant(row: PlantRow): Plant {
  const arrays: readonly PvArray[] = JSON.parse(row.arrays);
  return { ...row, arrays };
}

export function toPlantRow(plant: Plant): PlantRow {
  return { ...plant, arrays: JSON.stringify(plant.arrays) };
}
