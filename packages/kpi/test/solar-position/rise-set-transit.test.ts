import { solarPosition, sunRiseSetTransit } from "@solarmon/kpi/solar-position";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { between, holds, instants } from "../support/arbitraries.ts";

describe("sunRiseSetTransit", () => {
  test("has the sun's upper edge on the horizon at rise and set, and rises before it sets", () => {
    const places = fc.record({ latitudeDeg: between(-60, 60), longitudeDeg: between(-180, 180) });
    holds(fc.tuple(places, instants), ([site, at]) => {
      const { sunriseMs, sunsetMs, transitMs } = sunRiseSetTransit(at, site);
      expect(sunriseMs).toBeLessThan(transitMs);
      expect(transitMs).toBeLessThan(sunsetMs);
      for (const edge of [sunriseMs, sunsetMs]) {
        const { elevationDeg } = solarPosition(edge, { ...site, altitudeM: 0 });
        // SPA's one step leaves 0.02°; on the neighbouring date it goes by this date's declination, up to 0.5° off.
        const isOnDate = Math.floor(edge / 86_400_000) === Math.floor(at / 86_400_000);
        expect(Math.abs(elevationDeg + 0.8333)).toBeLessThan(isOnDate ? 0.02 : 0.5);
      }
    });
  });

  test("knows polar day and polar night", () => {
    const svalbard = { latitudeDeg: 78.2, longitudeDeg: 15.6 };
    for (const month of [5, 11]) {
      const day = sunRiseSetTransit(Date.UTC(2024, month, 21), svalbard);
      expect(day.sunriseMs).toBeNaN();
      expect(day.sunsetMs).toBeNaN();
      expect(day.transitMs).not.toBeNaN();
    }
  });

  test("goes by the UTC date, whatever the hour", () => {
    const site = { latitudeDeg: 40, longitudeDeg: -105 };
    const morning = sunRiseSetTransit(Date.UTC(2024, 3, 3), site);
    expect(sunRiseSetTransit(Date.UTC(2024, 3, 3, 23, 59), site)).toEqual(morning);
  });
});
