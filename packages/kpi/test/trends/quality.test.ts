import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { daytimeFromPower, sunriseSunsetFromDaytime } from "../../src/daytime/index.ts";
import {
  changePoints,
  checkIrradianceConsistencyQcrad,
  checkIrradianceLimitsQcrad,
  clearskyLimits,
  clockChanges,
  complete,
  completenessScore,
  dailyInsolationLimits,
  hampelOutliers,
  interpolationDiff,
  moduleTemperatureCheck,
  QCRAD_EXTREME_LIMITS,
  QCRAD_PHYSICAL_LIMITS,
  spacing,
  staleValuesDiff,
  startStopDates,
  temperatureLimits,
  timeShifts,
  trim,
  tukeyOutliers,
  windLimits,
  zscoreOutliers,
} from "../../src/quality/index.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const reading = fc.oneof(
  { weight: 5, arbitrary: fc.double({ min: -100, max: 1500, noNaN: true }) },
  fc.constant(Number.NaN),
);
const readings = fc.array(reading, { maxLength: 50 });

/** Rows that are missing and flagged nevertheless. */
function flaggedWhereMissing(mask: Uint8Array, column: Float64Array): number[] {
  return [...mask.keys()].filter((row) => mask[row] === 1 && Number.isNaN(column[row]));
}

function of(value: number): Float64Array {
  return Float64Array.of(value);
}

describe("a missing row", () => {
  test("passes no limit", () => {
    fc.assert(
      fc.property(readings, (values) => {
        const column = Float64Array.from(values);
        const sun = column.map(() => 30);
        const extra = column.map(() => 1366);
        const masks = [
          temperatureLimits(column),
          windLimits(column),
          clearskyLimits(column, extra),
          checkIrradianceLimitsQcrad(column, sun, extra, QCRAD_PHYSICAL_LIMITS.ghi),
        ];
        expect(masks.map((mask) => flaggedWhereMissing(mask, column))).toEqual(masks.map(() => []));
      }),
    );
  });

  test("is never called an outlier, stale or interpolated", () => {
    fc.assert(
      fc.property(readings, (values) => {
        const column = Float64Array.from(values);
        const masks = [
          tukeyOutliers(column),
          zscoreOutliers(column),
          hampelOutliers(column),
          staleValuesDiff(column, { window: 2 }),
          interpolationDiff(column, { window: 3 }),
        ];
        expect(masks.map((mask) => flaggedWhereMissing(mask, column))).toEqual(masks.map(() => []));
      }),
    );
  });
});

test("what passes the extreme limits passes the physical ones", () => {
  const zenith = fc.double({ min: 0, max: 120, noNaN: true });
  fc.assert(
    fc.property(reading, zenith, (value, sun) => {
      for (const name of ["ghi", "dhi", "dni"] as const) {
        const [column, angle, extra] = [value, sun, 1366].map((cell) => Float64Array.of(cell));
        const verdict = (limit: (typeof QCRAD_EXTREME_LIMITS)["ghi"]): number =>
          checkIrradianceLimitsQcrad(column!, angle!, extra!, limit)[0]!;
        expect(verdict(QCRAD_EXTREME_LIMITS[name])).toBeLessThanOrEqual(
          verdict(QCRAD_PHYSICAL_LIMITS[name]),
        );
      }
    }),
  );
});

test("closed components agree, whatever the sun; a broken sum does not", () => {
  const sun = fc.double({ min: 0, max: 80, noNaN: true });
  fc.assert(
    fc.property(sun, fc.double({ min: 300, max: 1000, noNaN: true }), (zenith, dni) => {
      const sum = dni * Math.cos((zenith * Math.PI) / 180) + 100;
      const verdict = (ghi: number): number | undefined =>
        checkIrradianceConsistencyQcrad(of(zenith), of(ghi), of(100), of(dni))
          .consistentComponents[0];
      expect(verdict(sum)).toBe(1);
      expect(verdict(sum * 1.2)).toBe(0);
    }),
  );
});

test("a stuck window is marked at its end, its tail or whole", () => {
  const values = Float64Array.of(1, 5, 5, 5, 2);
  const marked = (mark: "end" | "tail" | "all"): number[] => [
    ...staleValuesDiff(values, { window: 3, mark }),
  ];
  expect(marked("end")).toEqual([0, 0, 0, 1, 0]);
  expect(marked("tail")).toEqual([0, 0, 1, 1, 0]);
  expect(marked("all")).toEqual([0, 1, 1, 1, 0]);
  expect(() => staleValuesDiff(values, { window: 1 })).toThrow("too short");
});

describe("completeness", () => {
  const timesMs = Float64Array.from({ length: 72 }, (_, hour) => hour * HOUR_MS);

  test("is the share of the day with numbers, whatever they are", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 24 }), (missing) => {
        const values = timesMs.map((_, hour) => (hour % 24 < missing ? Number.NaN : hour));
        const scores = completenessScore(timesMs, values);
        expect(scores.every((score) => Math.abs(score - (24 - missing) / 24) < 1e-12)).toBe(true);
      }),
    );
  });

  test("trims bad days at both ends, to the last day's midnight or whole", () => {
    const values = timesMs.map((_, hour) => (hour < 24 ? Number.NaN : hour));
    const good = complete(timesMs, values, { minimumCompleteness: 0.5 });
    expect(startStopDates(timesMs, good, { days: 2 })).toEqual({
      startAt: DAY_MS,
      stopAt: 2 * DAY_MS,
    });
    expect(trim(timesMs, good, { days: 2 }).indexOf(1)).toBe(24);
    expect(trim(timesMs, good, { days: 2 }).lastIndexOf(1)).toBe(48);
    expect(trim(timesMs, good, { days: 2, wholeLastDay: true }).lastIndexOf(1)).toBe(71);
    expect(startStopDates(timesMs, good, { days: 3 })).toBeUndefined();
  });
});

test("a day's insolation is judged as a whole", () => {
  const timesMs = Float64Array.from({ length: 48 }, (_, hour) => hour * HOUR_MS);
  const sky = timesMs.map((_, hour) => Math.max(0, Math.sin((((hour % 24) - 6) * Math.PI) / 12)));
  const seen = sky.map((value, hour) => (hour < 24 ? 0.9 : 0.2) * value);
  const mask = dailyInsolationLimits(timesMs, seen, sky);
  expect([mask[0], mask[23], mask[24], mask[47]]).toEqual([1, 1, 0, 0]);
});

test("a clock that changes twice a year shows on those two days", () => {
  const noons = Float64Array.from(
    { length: 365 },
    (_, day) =>
      day * DAY_MS + (12 + (day >= 86 && day < 303 ? 1 : 0)) * HOUR_MS + 60_000 * (day % 5),
  );
  expect(clockChanges(noons)).toEqual([86 * DAY_MS, 303 * DAY_MS]);
});

test("rows off the step and a sensor that fell off are seen", () => {
  expect([...spacing(Float64Array.of(0, 60, 90, 150), 60)]).toEqual([1, 1, 0, 1]);
  const sun = Float64Array.of(0, 200, 600, 900, Number.NaN);
  const follows = sun.map((value) => 10 + value / 30);
  expect(moduleTemperatureCheck(follows, sun)).toBe(false);
  expect(moduleTemperatureCheck(follows, sun, { skipMissing: true })).toBe(true);
  expect(
    moduleTemperatureCheck(Float64Array.of(20, 21, 20, 20, 21), sun, { skipMissing: true }),
  ).toBe(false);
});

describe("day and night from power", () => {
  const timesMs = Float64Array.from({ length: 40 * 96 }, (_, row) => row * 900_000);
  const power = timesMs.map((at) =>
    Math.max(0, 5000 * Math.sin((((at / HOUR_MS) % 24) - 6) * (Math.PI / 12))),
  );

  test("an outage at noon stays day", () => {
    const broken = power.map((value, row) => (row > 960 + 44 && row < 960 + 56 ? 0 : value));
    const daytime = daytimeFromPower(timesMs, broken);
    expect(daytime[960 + 50]).toBe(1);
    expect(daytime[960]).toBe(0);
  });

  test("sunrise and sunset bound the light of each day", () => {
    const daytime = daytimeFromPower(timesMs, power);
    const { sunriseAt, sunsetAt } = sunriseSunsetFromDaytime(timesMs, daytime);
    const day = 20;
    expect(sunriseAt[day * 96]! - day * DAY_MS).toBeCloseTo(6 * HOUR_MS, -6.5);
    expect(sunsetAt[day * 96]! - day * DAY_MS).toBeCloseTo(18 * HOUR_MS, -6.5);
    const dark = sunriseSunsetFromDaytime(timesMs, daytime.fill(0));
    expect(dark.sunriseAt.every(Number.isNaN)).toBe(true);
  });
});

describe("shifts of a clock", () => {
  const timesMs = Float64Array.from({ length: 200 * 96 }, (_, row) => row * 900_000);
  const middays = new Float64Array(200).fill(720);
  const lightFrom = (shiftOf: (day: number) => number): Uint8Array =>
    Uint8Array.from(timesMs, (at) => {
      const day = Math.floor(at / DAY_MS);
      const fromNoon = (at - day * DAY_MS) / 60_000 - shiftOf(day) - 720;
      return Math.abs(fromNoon) <= 360 - 20 * Math.sin(day) ? 1 : 0;
    });

  test("an hour in summer is found on its days", () => {
    const shifts = timeShifts(
      timesMs,
      lightFrom((day) => (day >= 60 && day < 150 ? 60 : 0)),
      middays,
    );
    const ofDay = (day: number): number | undefined => shifts[day * 96 + 40];
    expect([ofDay(0), ofDay(58), ofDay(62), ofDay(148), ofDay(152)]).toEqual([0, 0, 60, 60, 0]);
  });

  test("a right clock shifts nowhere, a wrong one everywhere", () => {
    expect(
      timeShifts(
        timesMs,
        lightFrom(() => 0),
        middays,
      ).every((shift) => shift === 0),
    ).toBe(true);
    expect(
      timeShifts(
        timesMs,
        lightFrom(() => -30),
        middays,
      )[5],
    ).toBe(-30);
    expect(() =>
      timeShifts(
        timesMs,
        lightFrom(() => 0),
        middays.subarray(1),
      ),
    ).toThrow("one a day");
    expect(() => timeShifts(timesMs, new Uint8Array(timesMs.length), middays)).toThrow("no day");
  });

  test("changes are found wherever they are, and none in a constant", () => {
    fc.assert(
      fc.property(fc.integer({ min: 30, max: 70 }), (at) => {
        const values = Float64Array.from({ length: 100 }, (_, index) => (index < at ? 0 : 60));
        expect(changePoints(values)).toEqual([at]);
      }),
      { numRuns: 10 },
    );
    expect(changePoints(new Float64Array(50))).toEqual([]);
  });
});
