import { describe, expect, it } from "vitest";
import { sunPosition } from "@solarmon/simulator";

// Made with pvlib 0.15.3 `get_solarposition` (SPA): place, time, geometric zenith, azimuth [deg].
const REFERENCE = [
  ["Golden, Colorado", 39.742476, -105.1786, "2020-01-02T19:12:00Z", 62.6767535, 181.9054852],
  ["Golden, Colorado", 39.742476, -105.1786, "2020-01-02T04:49:00Z", 146.8744512, 290.2308292],
  ["Golden, Colorado", 39.742476, -105.1786, "2020-01-01T14:26:00Z", 90.1352347, 120.4286164],
] as const;

describe("sunPosition", () => {
  it.each(REFERENCE)("agrees with SPA in %s", (_, latitude, longitude, time, zenith, azimuth) => {
    const sun = sunPosition(Date.parse(time), latitude, longitude);
    expect(Math.abs(90 - sun.elevationDeg - zenith)).toBeLessThan(0.02);
    expect(Math.abs(sun.azimuthDeg - azimuth)).toBeLessThan(0.02);
  });

  it("stands in the north at noon in Sydney", () => {
    const noon = sunPosition(Date.parse("2026-06-21T01:55:00Z"), -33.87, 151.21);
    expect(noon.elevationDeg).toBeCloseTo(32.7, 0);
    expect(Math.min(noon.azimuthDeg, 360 - noon.azimuthDeg)).toBeLessThan(2);
  });
});
