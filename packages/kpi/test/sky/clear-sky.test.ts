import { absoluteAirmass, altitudeToPressure, relativeAirmass } from "@solarmon/kpi/atmosphere";
import { bird, haurwitz, ineichen, simplifiedSolis } from "@solarmon/kpi/clear-sky";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { between, holds } from "../support/arbitraries.ts";

const skies = fc.record({
  apparentZenithDeg: between(0, 89),
  linkeTurbidity: between(1, 8),
  altitudeM: between(0, 4000),
});

function airmassAt(apparentZenithDeg: number, altitudeM: number): number {
  const pressurePa = altitudeToPressure(altitudeM);
  return absoluteAirmass(relativeAirmass(apparentZenithDeg), { pressurePa });
}

describe("ineichen", () => {
  test("closes: global is diffuse plus the direct on the horizontal", () => {
    holds(skies, (sky) => {
      const airmassAbsolute = airmassAt(sky.apparentZenithDeg, sky.altitudeM);
      const { ghiWm2, dniWm2, dhiWm2 } = ineichen({ ...sky, airmassAbsolute });
      const cosine = Math.cos((sky.apparentZenithDeg * Math.PI) / 180);
      expect(Math.abs(dhiWm2 + dniWm2 * cosine - ghiWm2)).toBeLessThan(1e-9);
      expect(dniWm2).toBeLessThan(1364);
    });
  });

  test("grows darker with turbidity", () => {
    holds(skies, (sky) => {
      const airmassAbsolute = airmassAt(sky.apparentZenithDeg, sky.altitudeM);
      const clear = ineichen({ ...sky, airmassAbsolute });
      const turbid = { ...sky, airmassAbsolute, linkeTurbidity: sky.linkeTurbidity + 1 };
      expect(ineichen(turbid).ghiWm2).toBeLessThanOrEqual(clear.ghiWm2);
    });
  });

  test("is dark at night, and unknown without turbidity or sun", () => {
    const night = { apparentZenithDeg: 100, airmassAbsolute: Number.NaN, linkeTurbidity: 3 };
    expect(ineichen(night)).toEqual({ ghiWm2: 0, dniWm2: 0, dhiWm2: 0 });
    expect(ineichen({ ...night, linkeTurbidity: Number.NaN }).ghiWm2).toBeNaN();
    expect(ineichen({ ...night, apparentZenithDeg: Number.NaN }).ghiWm2).toBeNaN();
  });
});

test("all models fade as the sun goes down", () => {
  let last = [Infinity, Infinity, Infinity, Infinity];
  for (let zenith = 0; zenith < 90; zenith++) {
    const airmass = relativeAirmass(zenith);
    const air = { zenithDeg: zenith, airmassRelative: airmass };
    const sun = { apparentZenithDeg: zenith, airmassAbsolute: airmass };
    const now = [
      ineichen({ ...sun, linkeTurbidity: 3 }).ghiWm2,
      haurwitz(zenith),
      simplifiedSolis({ apparentElevationDeg: 90 - zenith }).ghiWm2,
      bird({ ...air, aod380: 0.15, aod500: 0.1, precipitableWaterCm: 1.5 }).ghiWm2,
    ];
    for (const [model, value] of now.entries()) expect(value).toBeLessThan(last[model]!);
    last = now;
  }
});

test("the air mass grows with the zenith, ends at the horizon, and keeps missing values missing", () => {
  for (let zenith = 0; zenith < 90; zenith++) {
    expect(relativeAirmass(zenith + 1)).toBeGreaterThan(relativeAirmass(zenith));
  }
  expect(relativeAirmass(90.01)).toBeNaN();
  expect(relativeAirmass(Number.NaN)).toBeNaN();
});
