import { describe, expect, it } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS, packValues, pointByName } from "@solarmon/core";
import { createPlantModel, demoPlants, type PlantDesign, weatherAt } from "@solarmon/simulator";

const commissionedAt = Date.parse("2026-05-01T00:00:00Z");
const midnight = Date.parse("2026-06-20T22:00:00Z"); // in Madrid
const madrid = designOf("Madrid Rooftops");

function designOf(name: string): PlantDesign {
  const found = demoPlants(commissionedAt).find((plant) => plant.design.name === name);
  if (!found) throw new Error(`no demo plant ${name}`);
  return found.design;
}

function day(design: PlantDesign, start: number): Record<string, number | null>[] {
  const inverter = createPlantModel({ ...design, commissionedAt: start }).inverters[0];
  return Array.from({ length: 1440 }, (_, minute) => ({
    ...inverter?.(start + minute * MINUTE_MS),
  }));
}

describe("createPlantModel", () => {
  it("gives 12 known points per inverter that can be packed", () => {
    const values = createPlantModel(madrid).inverters[0]?.(midnight + 12 * HOUR_MS) ?? {};
    expect(Object.keys(values)).toHaveLength(12);
    expect(() => packValues(values)).not.toThrow();
  });

  it("keeps every value within the range of its point through a day", () => {
    for (const values of day(madrid, midnight))
      for (const [name, value] of Object.entries(values)) {
        const point = pointByName(name);
        expect(value).toBeGreaterThanOrEqual(point?.min ?? Number.NaN);
        expect(value).toBeLessThanOrEqual(point?.max ?? Number.NaN);
      }
  });

  it("is dark at night, productive by day, and never above the rating", () => {
    const powers = day(madrid, midnight).map(({ acPower }) => acPower ?? Number.NaN);
    expect(powers[60]).toBe(0);
    expect(Math.max(...powers)).toBeGreaterThan(15_000);
    expect(Math.max(...powers)).toBeLessThanOrEqual(25_000);
  });

  it("counts the energy of its own power within 0.2 %", () => {
    const readings = day(madrid, midnight);
    const integralWh = readings.reduce((sum, { acPower }) => sum + (acPower ?? 0) / 60, 0);
    const countedWh = readings.at(-1)?.["acEnergyToday"] ?? 0;
    expect(Math.abs(countedWh - integralWh) / integralWh).toBeLessThan(0.002);
    expect(countedWh / 30).toBeGreaterThan(1500); // Wh per kWp on a June day in Madrid
    expect(countedWh / 30).toBeLessThan(8500);
  });

  it("never lets the total fall, and starts the day counter again at local midnight", () => {
    const inverter = createPlantModel({ ...madrid, commissionedAt: midnight }).inverters[0];
    let last = -1;
    for (let at = midnight; at < midnight + 3 * DAY_MS; at += 10 * MINUTE_MS) {
      const total = inverter?.(at)["acEnergyTotal"] ?? -1;
      expect(total).toBeGreaterThanOrEqual(last);
      last = total;
    }
    expect(inverter?.(midnight + 3 * DAY_MS)["acEnergyToday"]).toBe(0);
  });

  it("says the same at the same time, however often it was asked before", () => {
    const at = midnight + 15.5 * HOUR_MS;
    const often = createPlantModel(madrid).inverters[1];
    for (let before = at - HOUR_MS; before < at; before += 7_000) often?.(before);
    expect(often?.(at)).toEqual(createPlantModel(madrid).inverters[1]?.(at));
  });
});

describe("demoPlants", () => {
  it("has daylight somewhere for each tenant at every hour of the year", () => {
    const plants = demoPlants(commissionedAt);
    const tenants = new Set(plants.map(({ tenant }) => tenant));
    expect(tenants.size).toBe(2);
    for (const tenant of tenants)
      for (let at = commissionedAt; at < commissionedAt + 365 * DAY_MS; at += HOUR_MS) {
        const designs = plants.filter((plant) => plant.tenant === tenant);
        const lit = designs.some(
          ({ design }) => weatherAt(design.site, design.array, 1, at).ghiWm2 > 0,
        );
        expect(lit, `${tenant} ${new Date(at).toISOString()}`).toBe(true);
      }
  });
});
