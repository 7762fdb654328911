import {
  calcAxisTilt,
  calcCrossAxisTilt,
  shadedFraction1d,
  singleAxis,
} from "@solarmon/kpi/tracking";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { between, holds } from "../support/arbitraries.ts";

const suns = fc.record({ apparentZenithDeg: between(0, 89), azimuthDeg: between(0, 360) });

describe("singleAxis", () => {
  test("turns in the evening as it did in the morning", () => {
    holds(suns, (sun) => {
      const morning = singleAxis(sun);
      const evening = singleAxis({ ...sun, azimuthDeg: 360 - sun.azimuthDeg });
      expect(evening.trackerThetaDeg).toBeCloseTo(-morning.trackerThetaDeg, 6);
      expect(evening.aoiDeg).toBeCloseTo(morning.aoiDeg, 5);
    });
  });

  test("faces the sun better than a flat surface, and stays in its range", () => {
    holds(suns, (sun) => {
      const { trackerThetaDeg, aoiDeg } = singleAxis({ ...sun, backtrack: false, maxAngleDeg: 55 });
      expect(Math.abs(trackerThetaDeg)).toBeLessThanOrEqual(55);
      expect(aoiDeg).toBeLessThanOrEqual(sun.apparentZenithDeg + 1e-6);
    });
  });

  test("does not shade its neighbour when it turns back", () => {
    holds(fc.tuple(suns, between(0.2, 0.7)), ([sun, gcr]) => {
      const { trackerThetaDeg } = singleAxis({ ...sun, gcr });
      const shaded = shadedFraction1d({
        zenithDeg: sun.apparentZenithDeg,
        azimuthDeg: sun.azimuthDeg,
        axisAzimuthDeg: 0,
        shadedRowRotationDeg: trackerThetaDeg,
        collectorWidth: gcr,
        pitch: 1,
      });
      expect(shaded).toBeLessThan(1e-6);
    });
  });

  test("has no answer by night and none for a missing sun", () => {
    for (const apparentZenithDeg of [95, Number.NaN]) {
      const position = singleAxis({ apparentZenithDeg, azimuthDeg: 180 });
      expect(Object.values(position).every(Number.isNaN)).toBe(true);
    }
  });
});

test("an axis along the fall of the ground has its tilt, one across it the cross tilt", () => {
  holds(between(0, 30), (slopeTiltDeg) => {
    const along = { slopeAzimuthDeg: 180, slopeTiltDeg, axisAzimuthDeg: 180 };
    expect(calcAxisTilt(along)).toBeCloseTo(slopeTiltDeg, 9);
    expect(calcCrossAxisTilt({ ...along, axisTiltDeg: slopeTiltDeg })).toBeCloseTo(0, 9);
    const across = { ...along, axisAzimuthDeg: 90 };
    expect(Math.abs(calcCrossAxisTilt({ ...across, axisTiltDeg: 0 }))).toBeCloseTo(slopeTiltDeg, 9);
  });
});
