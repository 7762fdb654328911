import {
  conversionOf,
  isJsonObject,
  listOf,
  objectOf,
  parseInstant,
  readNumber,
  textOf,
} from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";
import { unitNameOf } from "./units.ts";

/** What an inverter made in a quarter of an hour. */
export interface QuarterEnergy {
  readonly serial: string;
  readonly startAt: Instant;
  readonly energyWh: number;
}

/** Energies in a reply about inverters, as far as the vendor knows them; the decoder tells what is wrong with others. */
export function quarterEnergies(body: unknown): readonly QuarterEnergy[] {
  const inverters = Object.entries(objectOf(objectOf(body)?.["inverters"]) ?? {});
  return inverters.flatMap(([serial, device]) => {
    const series = objectOf(objectOf(device)?.["energy"]);
    const toWh = conversionOf(unitNameOf(textOf(series?.["unit"]) ?? ""), "Wh");
    if (!toWh) return [];
    return listOf(series?.["values"]).flatMap((row) => {
      if (!isJsonObject(row)) return [];
      const [startAt, value] = [parseInstant(textOf(row["timestamp"]) ?? ""), row["value"]];
      const energy = readNumber(value);
      return startAt === null || typeof energy !== "number"
        ? []
        : [{ serial, startAt, energyWh: toWh(energy) }];
    });
  });
}
