import { SAPM_MOUNTINGS, sapmCell } from "@solarmon/kpi/cell-temperature";
import {
  iec61724,
  irradianceWeightedMean,
  performanceIndex,
  performanceRatioNrel,
  type PerformanceRows,
  portfolioPerformanceRatio,
} from "@solarmon/kpi/performance";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

const plant = { dcRatingW: 5000, gammaPerK: -0.004 };
const row = fc.record({
  poa: fc.double({ min: 1, max: 1300, noNaN: true }),
  module: fc.double({ min: -20, max: 80, noNaN: true }),
  ac: fc.double({ min: 0, max: 5000, noNaN: true }),
});
const rows = fc.array(row, { minLength: 2, maxLength: 50 });

function columns(
  values: readonly { poa: number; module: number; ac: number }[],
): PerformanceRows & { readonly moduleC: Float64Array } {
  return {
    poaWm2: Float64Array.from(values, ({ poa }) => poa),
    moduleC: Float64Array.from(values, ({ module }) => module),
    acPowerW: Float64Array.from(values, ({ ac }) => ac),
    stepHours: 0.25,
  };
}

describe("IEC 61724-1", () => {
  test("with the mean temperature of the same rows, the annual ratio is the plain one", () => {
    fc.assert(
      fc.property(rows, (values) => {
        const given = columns(values);
        const annualMeanModuleC = irradianceWeightedMean(given.moduleC, given.poaWm2);
        const figures = iec61724(given, { ...plant, annualMeanModuleC });
        expect(figures.performanceRatioAnnual).toBeCloseTo(figures.performanceRatio, 10);
      }),
    );
  });

  test("yields of parts add up to those of the whole", () => {
    fc.assert(
      fc.property(rows, rows, (a, b) => {
        const [first, second, both] = [a, b, [...a, ...b]].map((it) =>
          iec61724(columns(it), plant),
        );
        expect(first!.finalYieldH + second!.finalYieldH).toBeCloseTo(both!.finalYieldH, 9);
        expect(first!.referenceYieldH + second!.referenceYieldH).toBeCloseTo(
          both!.referenceYieldH,
          9,
        );
      }),
    );
  });

  test("a row with anything missing bends no ratio; completeness tells of it", () => {
    const whole = columns([
      { poa: 500, module: 30, ac: 2000 },
      { poa: 1000, module: 50, ac: 3900 },
    ]);
    const gap = columns([
      { poa: 500, module: 30, ac: 2000 },
      { poa: 800, module: 50, ac: Number.NaN },
      { poa: Number.NaN, module: 50, ac: 3000 },
      { poa: 1000, module: 50, ac: 3900 },
    ]);
    expect(iec61724(gap, plant).performanceRatio).toBe(iec61724(whole, plant).performanceRatio);
    expect(iec61724(gap, plant).completeness).toBe(0.5);
  });

  test("without sun, DC power or reference there is no figure", () => {
    const night = iec61724(columns([{ poa: -2, module: 5, ac: -3 }]), plant);
    expect(night.performanceRatio).toBeNaN();
    expect(night.outputKWh).toBe(0);
    expect(night.captureLossH).toBeNaN();
    expect(night.performanceRatioAnnual).toBeNaN();
  });

  test("a hot module raises the corrected ratio", () => {
    const hot = iec61724(columns([{ poa: 1000, module: 65, ac: 4000 }]), plant);
    expect(hot.performanceRatioStc).toBeGreaterThan(hot.performanceRatio);
    expect(hot.temperatureLossH).toBeGreaterThan(0);
  });
});

test("the weather correction acts with a year's mean, and vanishes with the rows' own", () => {
  const given = {
    poaWm2: Float64Array.of(400, 900),
    airC: Float64Array.of(5, 15),
    windMps: Float64Array.of(2, 3),
    acPowerW: Float64Array.of(1500, 3600),
  };
  const mounting = SAPM_MOUNTINGS.openRackGlassPolymer;
  const cellC = sapmCell(given.poaWm2, given.airC, given.windMps, mounting);
  const own = irradianceWeightedMean(cellC, given.poaWm2);
  const ratio = (annualMeanCellC: number): number =>
    performanceRatioNrel(given, { dcRatingW: 5000, annualMeanCellC });
  expect(ratio(own)).toBeCloseTo(5100 / 6500, 12);
  expect(ratio(own + 20)).toBeLessThan(ratio(own));
});

test("a portfolio's ratio is that of its sums", () => {
  const plants = [
    { outputKWh: 80, dcRatingKW: 10, referenceYieldH: 10 },
    { outputKWh: 1800, dcRatingKW: 200, referenceYieldH: 10 },
    { outputKWh: Number.NaN, dcRatingKW: 50, referenceYieldH: 10 },
  ];
  expect(portfolioPerformanceRatio(plants)).toBeCloseTo(1880 / 2100, 12);
  expect(portfolioPerformanceRatio([])).toBeNaN();
  expect(performanceIndex(Float64Array.of(0), Float64Array.of(0))).toBeNaN();
});
