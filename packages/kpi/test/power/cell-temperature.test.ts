import {
  faiman,
  fuentes,
  genericLinear,
  noctSam,
  prilliman,
  pvsystCell,
  ross,
  SAPM_MOUNTINGS,
  sapmCell,
  sapmCellFromModule,
  sapmModule,
} from "@solarmon/kpi/cell-temperature";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

const irradiance = fc.double({ min: 0, max: 1400, noNaN: true });
const air = fc.double({ min: -40, max: 50, noNaN: true });
const wind = fc.double({ min: 0, max: 25, noNaN: true });
const mounting = SAPM_MOUNTINGS.openRackGlassPolymer;

const linear = {
  uConstWm2K: 11,
  duWindWsm3K: 5.5,
  moduleEfficiency: 0.19,
  absorptance: 0.88,
};

/** Models that take irradiance, air and wind, number in, number out. */
const MODELS: Readonly<Record<string, (poa: number, airC: number, windMps: number) => number>> = {
  faiman: (poa, airC, windMps) => faiman(poa, airC, windMps),
  sapm: (poa, airC, windMps) => sapmCell(poa, airC, windMps, mounting),
  pvsyst: (poa, airC, windMps) => pvsystCell(poa, airC, windMps, { uVWsm3K: 1.2 }),
  ross: (poa, airC) => ross(poa, airC, { noctC: 46 }),
  noct: (poa, airC, windMps) => noctSam(poa, airC, windMps, { noctC: 45, moduleEfficiency: 0.2 }),
  generic: (poa, airC, windMps) => genericLinear(poa, airC, windMps, linear),
};

describe.each(Object.entries(MODELS))("%s", (name, model) => {
  test("a cell in the dark has the temperature of the air", () => {
    fc.assert(
      fc.property(air, wind, (airC, windMps) => {
        expect(model(0, airC, windMps) === airC).toBe(true);
      }),
    );
  });

  test("more sun makes it no colder", () => {
    fc.assert(
      fc.property(irradiance, irradiance, air, wind, (a, b, airC, windMps) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        expect(model(less, airC, windMps)).toBeLessThanOrEqual(model(more, airC, windMps) + 1e-9);
      }),
    );
  });

  test("a missing input that counts stays missing", () => {
    expect(model(Number.NaN, 20, 1)).toBeNaN();
    expect(model(800, Number.NaN, 1)).toBeNaN();
    expect(Number.isNaN(model(800, 20, Number.NaN))).toBe(name !== "ross");
  });
});

test("columns hold what numbers give, also into a given column and beside a constant", () => {
  const poa = Float64Array.of(0, 300, Number.NaN, 900);
  const expected = Array.from(poa, (value) => sapmCell(value, 20, 2, mounting));
  expect(Array.from(sapmCell(poa, 20, 2, mounting))).toEqual(expected);
  const out = new Float64Array(4);
  expect(sapmCell(poa, Float64Array.of(20, 20, 20, 20), 2, mounting, { out })).toBe(out);
  expect(Array.from(out)).toEqual(expected);
});

test("SAPM takes any wind: calm, gale, below 0, missing, also where the answer replaces the wind", () => {
  const anyWind = fc.double({ min: -50, max: 400 });
  const b = fc.double({ min: -0.3, max: 0.05, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(anyWind, { maxLength: 20 }),
      b,
      irradiance,
      air,
      (winds, slope, poa, airC) => {
        const windMps = Float64Array.from(winds);
        const expected = windMps.map((w) => poa * Math.exp(-3.56 + slope * w) + airC + poa * 0.003);
        sapmCell(poa, airC, windMps, { a: -3.56, b: slope, deltaTK: 3 }, { out: windMps });
        const isEqual = expected.every((wanted, row) => {
          const off = Math.abs((windMps[row] ?? 0) - wanted);
          const scale = Math.abs(wanted - airC) + Math.abs(airC);
          return Number.isNaN(wanted) ? Number.isNaN(windMps[row]) : off <= 4e-15 * scale;
        });
        expect(isEqual).toBe(true);
      },
    ),
  );
});

test("columns of different lengths are refused", () => {
  expect(() => faiman(new Float64Array(2), new Float64Array(3), 1)).toThrow(RangeError);
  expect(() => faiman(new Float64Array(2), 20, 1, { out: new Float64Array(3) })).toThrow(
    RangeError,
  );
});

test("a cell lies above its module's back by ΔT at 1000 W/m²", () => {
  const module = sapmModule(1000, 20, 1, mounting);
  expect(sapmCellFromModule(module, 1000, 3)).toBeCloseTo(sapmCell(1000, 20, 1, mounting), 12);
});

test("smoothing lies between the temperatures of its window", () => {
  fc.assert(
    fc.property(fc.array(air, { minLength: 2, maxLength: 60 }), wind, (values, windMps) => {
      const steady = Float64Array.from(values);
      const smooth = prilliman(
        steady,
        steady.map(() => windMps),
        { stepMs: 60_000 },
      );
      const between = smooth.every((value, row) => {
        const window = row === 0 ? values.slice(0, 1) : values.slice(Math.max(0, row - 20), row);
        return value >= Math.min(...window) - 1e-9 && value <= Math.max(...window) + 1e-9;
      });
      expect(between).toBe(true);
    }),
  );
});

test("thermal mass: a gap loses its own row only", () => {
  const hours = Float64Array.from({ length: 6 }, (_hour, hour) => hour * 3_600_000);
  const poa = Float64Array.of(0, 200, Number.NaN, 600, 700, 800);
  const cell = fuentes(
    poa,
    poa.map(() => 20),
    poa.map(() => 2),
    {
      timesMs: hours,
      noctInstalledC: 45,
    },
  );
  expect(Array.from(cell, Number.isNaN)).toEqual([false, false, true, false, false, false]);
});
