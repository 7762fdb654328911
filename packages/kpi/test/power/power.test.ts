import { sandiaInverter } from "@solarmon/kpi/inverters";
import { calcparamsDesoto, singleDiode } from "@solarmon/kpi/modules";
import { pvwattsDc, pvwattsInverter, pvwattsLosses, pvwattsMulti } from "@solarmon/kpi/pvwatts";
import * as fc from "fast-check";
import { expect, test } from "vitest";

const array = { dcRatingW: 5000, gammaPerK: -0.004 };
const irradiance = fc.double({ min: 0, max: 1400, noNaN: true });
const cell = fc.double({ min: -40, max: 90, noNaN: true });

test("DC power is the rating at standard test conditions and linear in irradiance", () => {
  expect(pvwattsDc(1000, 25, array)).toBe(5000);
  fc.assert(
    fc.property(irradiance, cell, (poa, cellC) => {
      const half = pvwattsDc(poa / 2, cellC, array);
      expect(2 * half).toBeCloseTo(pvwattsDc(poa, cellC, array), 8);
    }),
  );
});

test("low light takes power away up to 1000 W/m² and never below zero", () => {
  fc.assert(
    fc.property(irradiance, cell, (poa, cellC) => {
      const dim = pvwattsDc(poa, cellC, { ...array, k: 0.02, capAdjustment: true });
      expect(dim).toBeGreaterThanOrEqual(0);
      expect(dim).toBeLessThanOrEqual(pvwattsDc(poa, cellC, array) + 1e-9);
    }),
  );
});

test("an inverter gives less than it takes, never more than its rating, never less than nothing", () => {
  fc.assert(
    fc.property(fc.double({ min: -100, max: 20_000, noNaN: true }), (dc) => {
      const ac = pvwattsInverter(dc, { dcLimitW: 5000 });
      expect(ac).toBeGreaterThanOrEqual(0);
      expect(ac).toBeLessThanOrEqual(Math.min(4800, Math.max(0, dc)));
    }),
  );
  expect(pvwattsInverter(Number.NaN, { dcLimitW: 5000 })).toBeNaN();
});

test("inputs of an inverter are summed, and missing ones make the sum missing", () => {
  const inputs = [Float64Array.of(100, 100), Float64Array.of(300, Number.NaN)];
  const ac = pvwattsMulti(inputs, { dcLimitW: 5000 });
  expect(ac[0]).toBe(pvwattsInverter(400, { dcLimitW: 5000 }));
  expect(ac[1]).toBeNaN();
  expect(inputs[0]?.[0]).toBe(100);
});

test("losses multiply", () => {
  expect(pvwattsLosses()).toBeCloseTo(14.0757, 4);
  expect(pvwattsLosses({ agePct: 100 })).toBe(100);
});

test("a Sandia inverter draws its night consumption below its start", () => {
  const inverter = {
    acRatingW: 7000,
    dcRatingW: 7345,
    nominalV: 310,
    startW: 52,
    c0: -4.4e-6,
    c1: 3.2e-5,
    c2: 1.1e-3,
    c3: -5.1e-5,
    nightW: 2.1,
  };
  expect(sandiaInverter(0, 0, inverter)).toBe(-2.1);
  expect(sandiaInverter(310, 7345, inverter)).toBeCloseTo(7000, 6);
  expect(sandiaInverter(310, 9000, inverter)).toBe(7000);
});

test("the points of a diode's curve satisfy its equation, and no neighbour gives more power", () => {
  const reference = {
    alphaScAK: 0.0045,
    aRefV: 2.6373,
    photocurrentRefA: 5.114,
    saturationRefA: 8.196e-10,
    shuntRefOhm: 381.68,
    seriesOhm: 1.065,
  };
  fc.assert(
    fc.property(fc.double({ min: 1, max: 1400, noNaN: true }), cell, (light, cellC) => {
      const parameters = calcparamsDesoto(light, cellC, reference);
      const points = singleDiode(parameters);
      const currentAt = (voltage: number, current: number): number => {
        const diodeV = voltage + current * parameters.seriesOhm;
        const diodeA = parameters.saturationCurrentA * Math.expm1(diodeV / parameters.nNsVthV);
        return parameters.photocurrentA - diodeA - diodeV / parameters.shuntOhm;
      };
      expect(currentAt(0, points.shortCircuitA)).toBeCloseTo(points.shortCircuitA, 9);
      expect(currentAt(points.openCircuitV, 0)).toBeCloseTo(0, 9);
      expect(currentAt(points.maxPowerV, points.maxPowerA)).toBeCloseTo(points.maxPowerA, 9);
      expect(points.maxPowerW).toBeGreaterThanOrEqual((points.openCircuitV / 2) * points.ixA);
      expect(points.maxPowerW).toBeLessThan(points.openCircuitV * points.shortCircuitA);
    }),
  );
});
