import { solarPosition, type SolarPositionName } from "@solarmon/kpi/solar-position";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { holds, instants, sites } from "../support/arbitraries.ts";

const NAMES: readonly SolarPositionName[] = [
  "zenithDeg",
  "apparentZenithDeg",
  "elevationDeg",
  "apparentElevationDeg",
  "azimuthDeg",
  "equationOfTimeMin",
];

/** Largest difference of a column from the scalar form: degrees of arc, so the azimuth counts by its circle. */
const TOLERANCE_DEG = 4e-10;

describe("solarPosition", () => {
  test("gives in columns what it gives alone", () => {
    holds(fc.tuple(sites, instants), ([site, at]) => {
      const alone = solarPosition(at, site);
      const column = solarPosition(Float64Array.of(at), site);
      const circle = Math.sin((alone.zenithDeg * Math.PI) / 180);
      const turned = Math.abs(column.azimuthDeg[0]! - alone.azimuthDeg);
      expect(Math.min(turned, 360 - turned) * circle).toBeLessThan(TOLERANCE_DEG);
      expect(Math.abs(column.zenithDeg[0]! - alone.zenithDeg)).toBeLessThan(TOLERANCE_DEG);
      // Refraction falls by 0.3° a degree at the horizon and stops with a step below it.
      const isNearEdge = Math.abs(alone.elevationDeg + 0.83337) < 1e-8;
      const apparent = column.apparentZenithDeg[0]! - alone.apparentZenithDeg;
      expect(isNearEdge ? 0 : Math.abs(apparent)).toBeLessThan(2 * TOLERANCE_DEG);
      const minutes = column.equationOfTimeMin[0]! - alone.equationOfTimeMin;
      expect(Math.abs(minutes)).toBeLessThan(4 * TOLERANCE_DEG);
    });
  });

  test("does not depend on how the rows are cut, or on their order", () => {
    const site = { latitudeDeg: 59.9, longitudeDeg: 10.7, altitudeM: 23 };
    holds(fc.array(instants, { minLength: 2, maxLength: 12 }), (times) => {
      const whole = solarPosition(Float64Array.from(times), site);
      for (const name of NAMES) {
        const rows = times.map((time) => solarPosition(Float64Array.of(time), site)[name][0]);
        expect([...whole[name]]).toEqual(rows);
      }
    });
  });

  test("gives NaN for a missing instant and goes on after it", () => {
    const site = { latitudeDeg: 40, longitudeDeg: -105 };
    const at = Date.UTC(2024, 5, 1, 18);
    const { zenithDeg, azimuthDeg } = solarPosition(Float64Array.of(Number.NaN, at), site);
    expect([zenithDeg[0], azimuthDeg[0]]).toEqual([Number.NaN, Number.NaN]);
    expect(zenithDeg[1]).toBe(solarPosition(Float64Array.of(at), site).zenithDeg[0]);
    expect(solarPosition(at, { ...site, latitudeDeg: Number.NaN }).zenithDeg).toBeNaN();
  });

  test("writes the columns that are asked for, where it is told to", () => {
    const out = { zenithDeg: new Float64Array(1) };
    const times = Float64Array.of(Date.UTC(2024, 5, 1));
    const site = { latitudeDeg: 40, longitudeDeg: -105 };
    const answer = solarPosition(times, { ...site, columns: ["zenithDeg"], out });
    expect(Object.keys(answer)).toEqual(["zenithDeg"]);
    expect(answer.zenithDeg).toBe(out.zenithDeg);
    expect(() => solarPosition(new Float64Array(2), { ...site, out })).toThrow(RangeError);
  });

  test("has the sun in the zenith's circle: a day's longitude apart is a day's time apart", () => {
    holds(fc.tuple(instants, fc.integer({ min: -80, max: 80 })), ([at, latitudeDeg]) => {
      const here = solarPosition(at, { latitudeDeg, longitudeDeg: 0 });
      const west = solarPosition(at + 4 * 60_000, { latitudeDeg, longitudeDeg: -1 });
      expect(Math.abs(here.zenithDeg - west.zenithDeg)).toBeLessThan(0.01);
    });
  });
});
