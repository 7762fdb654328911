import { DC_INPUTS, pointByCode, pointByName, POINTS } from "@solarmon/core";
import { describe, expect, test } from "vitest";

/**
 * Codes and resolutions as they are in stored bytes. A change here makes stored data unreadable: add rows, never
 * change one.
 */
const STORED = [
  ["acPower", 1, 1],
  ["acEnergyTotal", 2, 1],
  ["acEnergyToday", 3, 1],
  ["acVoltageL1", 4, 0.1],
  ["acVoltageL2", 5, 0.1],
  ["acVoltageL3", 6, 0.1],
  ["acCurrentL1", 7, 0.01],
  ["acCurrentL2", 8, 0.01],
  ["acCurrentL3", 9, 0.01],
  ["frequency", 10, 0.01],
  ["reactivePower", 11, 1],
  ["powerFactor", 12, 0.001],
  ["dcPower", 13, 1],
  ["internalTemperature", 14, 0.1],
  ["status", 15, 1],
  ["faultCode", 16, 1],
  ["powerLimit", 17, 0.001],
  ["gridImportPower", 18, 1],
  ["gridExportPower", 19, 1],
  ["gridImportEnergyTotal", 20, 1],
  ["gridExportEnergyTotal", 21, 1],
  ["loadPower", 22, 1],
  ["batterySoc", 23, 0.1],
  ["batteryPower", 24, 1],
  ["poaIrradiance", 25, 1],
  ["ghi", 26, 1],
  ["dni", 27, 1],
  ["dhi", 28, 1],
  ["ambientTemperature", 29, 0.1],
  ["moduleTemperature", 30, 0.1],
  ["windSpeed", 31, 0.1],
  ["rain", 32, 0.1],
  ["snowDepth", 33, 0.01],
] as const;

describe("the points dictionary", () => {
  test("codes and resolutions are those of stored data", () => {
    const inputs = Array.from({ length: DC_INPUTS }, (_, index) => index + 1);
    const expected = new Map<string, readonly [number, number]>([
      ...STORED.map(([name, code, resolution]) => [name, [code, resolution]] as const),
      ...inputs.map((n) => [`dcVoltage${n}`, [63 + n, 0.1]] as const),
      ...inputs.map((n) => [`dcCurrent${n}`, [95 + n, 0.01]] as const),
    ]);
    const actual = POINTS.map(
      ({ name, code, resolution }) => [name, [code, resolution]] as [string, [number, number]],
    );
    expect(new Map(actual)).toEqual(expected);
  });

  test("names and codes are unique, and codes fit one byte of a varint", () => {
    expect(new Set(POINTS.map(({ name }) => name)).size).toBe(POINTS.length);
    expect(new Set(POINTS.map(({ code }) => code)).size).toBe(POINTS.length);
    for (const { code } of POINTS) expect(code > 0 && code < 128).toBe(true);
  });

  test("names are camelCase", () => {
    for (const { name } of POINTS) expect(name).toMatch(/^[a-z][A-Za-z0-9]*$/);
  });

  test("resolutions are powers of ten", () => {
    for (const { resolution } of POINTS) {
      const exponent = Math.log10(resolution);
      expect(exponent).toBeCloseTo(Math.round(exponent), 12);
    }
  });

  test("ranges are ranges, and fit the packed form", () => {
    for (const { min, max, resolution } of POINTS) {
      expect(min).toBeLessThan(max);
      expect(Math.max(-min, max) / resolution).toBeLessThan(2 ** 52);
    }
  });

  test("counters are summed as energy, states keep the last", () => {
    for (const { kind, aggregate } of POINTS) {
      expect(kind === "counter").toBe(aggregate === "energy");
      expect(kind === "state").toBe(aggregate === "last");
    }
  });

  test("is found by name and by code", () => {
    for (const point of POINTS) {
      expect(pointByName(point.name)).toBe(point);
      expect(pointByCode(point.code)).toBe(point);
    }
  });

  test.for(["__proto__", "constructor", "toString", "", "AcPower"])("has no point %j", (name) => {
    expect(pointByName(name)).toBeUndefined();
  });

  test.for([0, -1, 127, 128, 1e9, Number.NaN, 1.5])("has no code %d", (code) => {
    expect(pointByCode(code)).toBeUndefined();
  });
});
