import { describe, expect, test } from "vitest";
import {
  fixedShapeDays,
  inferOrientationFitPvwatts,
  trackingShapeDays,
} from "../../src/orientation/index.ts";
import { haurwitz } from "../../src/clear-sky/index.ts";
import { solarPosition } from "../../src/solar-position/index.ts";

/** Clear quarters of two days of each month at 40° north. */
function clearRows(): {
  ghiWm2: Float64Array;
  dhiWm2: Float64Array;
  dniWm2: Float64Array;
  zenithDeg: Float64Array;
  azimuthDeg: Float64Array;
} {
  const timesMs = Float64Array.from(
    { length: 12 * 96 },
    (_, row) => Date.UTC(2023, Math.floor(row / 96), 10) + (row % 96) * 900_000,
  );
  const site = { latitudeDeg: 40, longitudeDeg: 0 };
  const sun = solarPosition(timesMs, site);
  const isUp = (_: number, row: number): boolean => sun.zenithDeg[row]! < 85;
  const zenithDeg = sun.zenithDeg.filter(isUp);
  const ghiWm2 = haurwitz(zenithDeg);
  const dhiWm2 = ghiWm2.map((ghi) => 0.12 * ghi);
  const dniWm2 = ghiWm2.map(
    (ghi, row) => (0.88 * ghi) / Math.cos((zenithDeg[row]! * Math.PI) / 180),
  );
  return { ghiWm2, dhiWm2, dniWm2, zenithDeg, azimuthDeg: sun.azimuthDeg.filter(isUp) };
}

function incidence(sun: [number, number], plane: [number, number]): number {
  const [zenith, azimuth, tilt, facing] = [...sun, ...plane].map((deg) => (deg * Math.PI) / 180);
  return (
    Math.cos(zenith!) * Math.cos(tilt!) +
    Math.sin(zenith!) * Math.sin(tilt!) * Math.cos(azimuth! - facing!)
  );
}

describe("the orientation behind a clear-sky power", () => {
  const rows = clearRows();

  test.each([
    [20, 180],
    [35, 135],
    [10, 265],
    [30, 90],
  ] as const)("tilt %i°, azimuth %i° is found to half a degree", (tilt, facing) => {
    const powerW = rows.ghiWm2.map((ghi, row) => {
      const cosine = incidence([rows.zenithDeg[row]!, rows.azimuthDeg[row]!], [tilt, facing]);
      const up = Math.cos((tilt * Math.PI) / 180);
      const poa =
        rows.dniWm2[row]! * Math.max(cosine, 0) +
        (rows.dhiWm2[row]! * (1 + up)) / 2 +
        (0.25 * ghi * (1 - up)) / 2;
      const cell = 25 + poa * (Math.exp(-3.47) + 0.003);
      const dc = 5 * poa * (1 - 0.004 * (cell - 25));
      const load = dc / 6000;
      return Math.max(0, (0.96 / 0.9637) * (-0.0162 * load - 0.0059 / load + 0.9858) * dc);
    });
    const found = inferOrientationFitPvwatts({ powerW, ...rows });
    expect(Math.abs(found.tiltDeg - tilt)).toBeLessThan(0.5);
    expect(Math.abs(found.azimuthDeg - facing)).toBeLessThan(0.5);
    expect(found.r2).toBeGreaterThan(0.9999);
  });

  test("needs rows", () => {
    const nothing = { ...rows, powerW: rows.ghiWm2.map(() => Number.NaN) };
    expect(() => inferOrientationFitPvwatts(nothing)).toThrow("ten clear rows");
  });
});

describe("the shape of a sunny day", () => {
  const timesMs = Float64Array.from({ length: 96 }, (_, row) => row * 900_000);
  const curve = (power: number): Float64Array =>
    timesMs.map((_, row) => Math.max(0, 1000 * (1 - Math.abs((row - 48) / 24) ** power)));
  const daylight = Uint8Array.from(timesMs, (_, row) => (row > 25 && row < 71 ? 1 : 0));

  test("a parabola is fixed, a flat top with steep sides is tracked", () => {
    expect(fixedShapeDays(timesMs, curve(2), daylight)[0]).toBe(1);
    expect(trackingShapeDays(timesMs, curve(2), daylight)[0]).toBe(0);
    expect(trackingShapeDays(timesMs, curve(4), daylight)[0]).toBe(1);
  });

  test("a short or dull day is neither", () => {
    const noon = Uint8Array.from(timesMs, (_, row) => (row > 40 && row < 56 ? 1 : 0));
    expect(fixedShapeDays(timesMs, curve(2), noon)[0]).toBe(0);
    expect(fixedShapeDays(timesMs, curve(2), daylight, { peakMin: 2000 })[0]).toBe(0);
  });
});
