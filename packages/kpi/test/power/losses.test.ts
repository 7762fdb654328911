import { addWaterfalls, LOSS_CAUSES, lossWaterfall, yieldWaterfall } from "@solarmon/kpi/losses";
import * as fc from "fast-check";
import { expect, test } from "vitest";

const share = fc.double({ min: 0, max: 1 });
const watt = fc.double({ min: 0, max: 1e6 });
const row = fc.record({
  expected: watt,
  actual: fc.double({ min: -100, max: 1.2e6 }),
  limit: watt,
  outage: share,
  clip: watt,
  snow: share,
  soiling: share,
  shading: share,
  age: share,
});
const rows = fc.array(row, { maxLength: 40 });

function waterfall(values: readonly (typeof row extends fc.Arbitrary<infer Row> ? Row : never)[]) {
  const column = (name: keyof (typeof values)[number]): Float64Array =>
    Float64Array.from(values, (value) => value[name]);
  return lossWaterfall({
    expectedW: column("expected"),
    actualW: column("actual"),
    stepHours: 5 / 60,
    curtailmentLimitW: column("limit"),
    outageShare: column("outage"),
    clippingLimitW: column("clip"),
    snowShare: column("snow"),
    soilingRatio: column("soiling"),
    shadingShare: column("shading"),
    degradationShare: column("age"),
  });
}

test("the parts add up to the last bit, in any order", () => {
  fc.assert(
    fc.property(rows, fc.shuffledSubarray([...LOSS_CAUSES], { minLength: 8 }), (values, order) => {
      const { expectedWh, actualWh, noDataWh, lossesWh } = waterfall(values);
      let left = expectedWh - noDataWh;
      for (const cause of order) left -= lossesWh[cause];
      expect(left === actualWh).toBe(true);
    }),
  );
});

test("periods add up to the last bit, wherever they are cut", () => {
  fc.assert(
    fc.property(rows, fc.nat(40), (values, cut) => {
      const parts = [waterfall(values.slice(0, cut)), waterfall(values.slice(cut))];
      expect(addWaterfalls(parts)).toEqual(waterfall(values));
    }),
  );
});

test("no cause but the rest is negative", () => {
  fc.assert(
    fc.property(rows, (values) => {
      const { lossesWh } = waterfall(values);
      const taken = LOSS_CAUSES.filter((cause) => cause !== "other").map(
        (cause) => lossesWh[cause],
      );
      expect(Math.min(...taken)).toBeGreaterThanOrEqual(0);
    }),
  );
});

test("missing data is a part of its own, and an unknown expectation none at all", () => {
  const { noDataWh, lossesWh, unknownRows, noDataRows, actualWh } = lossWaterfall({
    expectedW: Float64Array.of(1000, 500, Number.NaN),
    actualW: Float64Array.of(Number.NaN, 500, 700),
    stepHours: 1,
  });
  expect(noDataWh).toBe(1000);
  expect(Object.values(lossesWh)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  expect([unknownRows, noDataRows, actualWh]).toEqual([1, 1, 500]);
});

test("what is ordered comes before what is broken, and that before what is guessed", () => {
  const { lossesWh } = lossWaterfall({
    expectedW: 1000,
    actualW: 500,
    stepHours: 1,
    curtailmentLimitW: 800,
    outageShare: 0.25,
    soilingRatio: 0.9,
  });
  expect(lossesWh.curtailment).toBe(200);
  expect(lossesWh.outage).toBe(200);
  expect(lossesWh.soiling).toBe(60);
  expect(lossesWh.other).toBe(40);
});

test("the yields' waterfall ends at the final yield", () => {
  const steps = yieldWaterfall({
    referenceYieldH: 5,
    arrayYieldH: 4.2,
    finalYieldH: 4,
    temperatureLossH: 0.3,
    dcRatingW: 1000,
    availabilityLossWh: 100,
    soilingRatio: 0.98,
  });
  expect(steps.at(-1)?.leftH).toBe(4);
  expect(5 - steps.reduce((sum, { lossH }) => sum + lossH, 0)).toBeCloseTo(4, 12);
});
