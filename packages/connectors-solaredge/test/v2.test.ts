import { expect, test } from "vitest";
import { decode } from "./support/decode.ts";

const series = (unit: string, values: readonly unknown[], resolution = "QUARTER_HOUR") => ({
  unit,
  resolution,
  values: values.map((value, index) => ({
    timestamp: `2026-06-01T10:${String(index * 15).padStart(2, "0")}:00+02:00`,
    value,
  })),
});
const TEN = Date.parse("2026-06-01T10:00:00+02:00");

test("null is left out and is no zero", () => {
  const { readings, problems } = decode("site-power", series("W", [null, 0, null, 5]));
  expect(readings.map(({ values }) => values)).toEqual([{ acPower: 0 }, { acPower: 5 }]);
  expect(problems).toEqual([]);
  expect(decode("site-power", series("W", [null])).problems[0]?.code).toBe("no_telemetry");
});

test.each([
  ["W", 1_500, 1_500],
  ["KW", 1.5, 1_500],
  ["MW", 1.5, 1_500_000],
])("power in %s", (unit, value, watts) => {
  expect(decode("site-power", series(unit, [value])).readings[0]?.values).toEqual({
    acPower: watts,
  });
});

test.each([
  ["WH", "QUARTER_HOUR", 250, 1_000],
  ["KWH", "QUARTER_HOUR", 0.25, 1_000],
  ["MWH", "HOUR", 1.5, 1_500_000],
])("energy in %s of a %s is its mean power", (unit, resolution, value, watts) => {
  const { readings } = decode("site-energy", series(unit, [value], resolution));
  expect(readings).toEqual([
    { deviceId: "site", kind: "meter", measuredAt: TEN, values: { acPower: watts } },
  ]);
});

test("an unknown unit is refused, not guessed", () => {
  for (const unit of ["BTU", "", "VOLT"]) {
    const { readings, problems } = decode("site-power", series(unit, [1]));
    expect(readings).toEqual([]);
    expect(problems[0]?.code).toBe("unknown_unit");
    expect(decode("site-energy", series(unit, [1])).problems[0]?.code).toBe("unknown_unit");
  }
});

const days = (stamps: readonly string[]) => ({
  unit: "KWH",
  resolution: "DAY",
  values: stamps.map((timestamp) => ({ timestamp, value: 2 })),
});

test("energies of a day are read at the day's end, also when it has 23 or 25 hours", () => {
  const stamps = ["2026-03-29T00:00:00+01:00", "2026-10-25T00:00:00+02:00"];
  const { readings } = decode("site-energy", days(stamps), "Europe/Berlin");
  expect(readings.map(({ measuredAt, values }) => [measuredAt + 1, values])).toEqual([
    [Date.parse("2026-03-30T00:00:00+02:00"), { acEnergyToday: 2_000 }],
    [Date.parse("2026-10-26T00:00:00+01:00"), { acEnergyToday: 2_000 }],
  ]);
});

test("energies of months and years are refused with a reason", () => {
  const { readings, problems } = decode("site-energy", series("WH", [1], "MONTH"));
  expect(readings).toEqual([]);
  expect(problems[0]?.code).toBe("unsupported");
});

test("the energy of a bucket that is not over is no mean power", () => {
  const body = {
    ...series("WH", [100, 100]),
    period: { from: "2026-06-01T00:00:00+02:00", to: "2026-06-01T10:20:00.123456789+02:00" },
  };
  const { readings, problems } = decode("site-energy", body);
  expect(readings).toHaveLength(1);
  expect(problems[0]?.code).toBe("no_telemetry");
});

test("batteries: + charges, − discharges", () => {
  const body = {
    resolution: "QUARTER_HOUR",
    storage: {
      B1: {
        chargePower: series("KW", [1, 0, null, null]),
        dischargePower: series("W", [0, 700, 300, null]),
        stateOfEnergy: series("PERCENTAGE", [50, null, null, null]),
      },
    },
  };
  const { readings } = decode("storage-telemetry", body);
  expect(readings.map(({ kind, values }) => [kind, values])).toEqual([
    ["battery", { batteryPower: 1_000, batterySoc: 50 }],
    ["battery", { batteryPower: -700 }],
    ["battery", { batteryPower: -300 }],
  ]);
});

test("meters: import and export are two positive points; energies fill in for missing powers", () => {
  const body = {
    resolution: "QUARTER_HOUR",
    meters: {
      M1: {
        exportEnergy: { ...series("WH", [100, 100]), resolution: undefined },
        exportPower: { ...series("W", [380, null]), resolution: undefined },
        importPower: { ...series("KW", [0, 0.1]), resolution: undefined },
        selfConsumptionEnergy: series("WH", [5, 5]),
      },
    },
  };
  const { readings, problems } = decode("meters-telemetry", body);
  expect(readings.map(({ values }) => values)).toEqual([
    { gridImportPower: 0, gridExportPower: 380 },
    { gridImportPower: 100, gridExportPower: 400 },
  ]);
  expect(problems.map(({ path, code }) => [path, code])).toEqual([
    ["/meters/M1/selfConsumptionEnergy", "unknown_field"],
  ]);
});

test("a timestamp without an offset is no instant in V2", () => {
  const body = {
    unit: "W",
    resolution: "HOUR",
    values: [{ timestamp: "2026-06-01T10:00:00", value: 1 }, { value: 2 }],
  };
  const { readings, problems } = decode("site-power", body);
  expect(readings).toEqual([]);
  expect(problems.map(({ code }) => code)).toEqual(["malformed", "time_missing"]);
});

test("an overview without a time of receipt has none", () => {
  const body = { siteId: 1, production: { total: 5, unit: "KWH" } };
  const { readings } = decode("site-overview", body);
  expect(readings[0]?.values).toEqual({ acEnergyToday: 5_000 });
  const later = decode("site-overview", body, "UTC", { receivedAt: undefined } as object);
  expect(later.problems[0]?.code).toBe("time_missing");
});

const battery = (device: object) =>
  decode("storage-telemetry", { resolution: "QUARTER_HOUR", storage: { B1: device } });

test.each([
  ["percentages", [67.8, 0.5], [67.8, 0.5]],
  ["shares that say percentage", [0.985, 1, 0], [98.5, 100, 0]],
  ["texts", ["0.25"], [25]],
  ["an empty battery", [0, 0], [0, 0]],
])("the charge of a battery: %s", (_, values, charges) => {
  const { readings, problems } = battery({
    stateOfEnergy: series("PERCENTAGE", values),
  });
  expect(readings.map((reading) => reading.values["batterySoc"])).toEqual(charges);
  expect(problems).toEqual([]);
});

test("a battery's energies fill in for missing powers; those below 0 are none", () => {
  const { readings, problems } = battery({
    chargePower: series("W", [800, null, null, null]),
    chargeEnergy: series("WH", [100, 50, -1_576, null]),
    dischargeEnergy: series("KWH", [0, 0.1, 0.025, null]),
  });
  expect(readings.map(({ values }) => values)).toEqual([
    { batteryPower: 800 },
    { batteryPower: -200 },
    { batteryPower: -100 },
  ]);
  expect(problems.map(({ path, code }) => [path, code])).toEqual([
    ["/storage/B1/chargeEnergy/values/2", "sentinel"],
  ]);
});

test("no charging is no power where nothing tells of discharging, and the reverse", () => {
  const { readings } = battery({
    chargePower: series("W", [0, null, 0, 0]),
    dischargePower: series("W", [null, 0, 0, 150]),
  });
  expect(readings.map(({ values }) => values)).toEqual([
    { batteryPower: 0 },
    { batteryPower: -150 },
  ]);
});
