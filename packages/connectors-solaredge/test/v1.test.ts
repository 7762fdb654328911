import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { decode } from "./support/decode.ts";

const fixture = (name: string): Uint8Array =>
  readFileSync(new URL(`fixtures/${name}`, import.meta.url));

const quarter = (dates: readonly string[]) => ({
  power: {
    timeUnit: "QUARTER_OF_AN_HOUR",
    unit: "W",
    values: dates.map((date, index) => ({ date, value: index })),
  },
});

const instants = (zone: string, dates: readonly string[]) =>
  decode("v1-power", quarter(dates), zone).readings.map(({ measuredAt }) =>
    new Date(measuredAt).toISOString().slice(0, 16),
  );

test("the repeated hour is told by the order of rows, in four zones", () => {
  const berlin = ["02:30", "02:45", "02:00", "02:45", "03:00"].map(
    (time) => `2025-10-26 ${time}:00`,
  );
  expect(instants("Europe/Berlin", berlin)).toEqual([
    "2025-10-26T00:30",
    "2025-10-26T00:45",
    "2025-10-26T01:00",
    "2025-10-26T01:45",
    "2025-10-26T02:00",
  ]);
  const newYork = ["2025-11-02 01:45:00", "2025-11-02 01:00:00", "2025-11-02 02:00:00"];
  expect(instants("America/New_York", newYork)).toEqual([
    "2025-11-02T05:45",
    "2025-11-02T06:00",
    "2025-11-02T07:00",
  ]);
  const lordHowe = ["2025-04-06 01:45:00", "2025-04-06 01:30:00", "2025-04-06 02:00:00"]; // half an hour is repeated
  expect(instants("Australia/Lord_Howe", lordHowe)).toEqual([
    "2025-04-05T14:45",
    "2025-04-05T15:00",
    "2025-04-05T15:30",
  ]);
  expect(instants("Asia/Kolkata", ["2025-10-26 02:00:00"])).toEqual(["2025-10-25T20:30"]);
});

test("a time that the clock never showed is refused", () => {
  const body = {
    energy: { timeUnit: "HOUR", unit: "Wh", values: [{ date: "2025-03-30 02:00:00", value: 7 }] },
  };
  const { readings, problems } = decode("v1-energy", body, "Europe/Berlin");
  expect(readings).toEqual([]);
  expect(problems[0]?.code).toBe("time_nonexistent");
});

test("days of 23 and 25 hours end when they end", () => {
  const values = ["2025-03-30 00:00:00", "2025-10-26 00:00:00"].map((date) => ({ date, value: 1 }));
  const body = { energy: { timeUnit: "DAY", unit: "kWh", values } };
  const { readings } = decode("v1-energy", body, "Europe/Berlin");
  expect(readings.map(({ measuredAt }) => measuredAt + 1)).toEqual([
    Date.parse("2025-03-31T00:00:00+02:00"),
    Date.parse("2025-10-27T00:00:00+01:00"),
  ]);
});

test("today's energy was read when the reply came", () => {
  const values = [{ date: "2026-08-24 00:00:00", value: 5 }];
  const { readings } = decode("v1-energy", { energy: { timeUnit: "DAY", unit: "Wh", values } });
  expect(readings[0]?.measuredAt).toBe(Date.parse("2026-08-24T16:05:50Z"));
});

test("details by meter", () => {
  const { readings, problems } = decode("v1-power-details", fixture("v1-power-details.json"));
  expect(readings.map(({ values }) => values)).toEqual([
    { acPower: 900, loadPower: 400, gridExportPower: 500, gridImportPower: 0 },
    { acPower: 0, gridImportPower: 350 },
  ]);
  expect(problems.map(({ code, path }) => [code, path])).toEqual([
    ["unknown_field", "/powerDetails/meters/4"],
  ]);
});

test("energies by meter are mean powers of their quarter", () => {
  const values = [{ date: "2025-06-01 10:00:00", value: 0.1 }];
  const meters = [{ type: "FeedIn", values }];
  const body = { energyDetails: { timeUnit: "QUARTER_OF_AN_HOUR", unit: "kWh", meters } };
  expect(decode("v1-energy-details", body).readings[0]?.values).toEqual({ gridExportPower: 400 });
});

test("three phases: voltages and currents each, reactive power together, no power factor", () => {
  const { readings, problems } = decode("v1-inverter-data", fixture("v1-three-phase.json"));
  expect(readings).toEqual([
    {
      deviceId: "inverter",
      kind: "inverter",
      measuredAt: Date.parse("2025-06-01T10:00:07Z"),
      values: {
        acPower: 3_000,
        acEnergyTotal: 1_234_567,
        powerLimit: 0.6,
        acVoltageL1: 230,
        acVoltageL2: 231,
        acVoltageL3: 232,
        acCurrentL1: 4.3,
        acCurrentL2: 4.4,
        acCurrentL3: 4.5,
        frequency: 50.01,
        reactivePower: 60,
        status: 5,
      },
    },
  ]);
  expect(problems.some(({ code }) => code === "unknown_field")).toBe(true);
});

test.each([
  ["SLEEPING", 2],
  ["STARTING", 3],
  ["LOCKED_STDBY", 8],
  ["LOCKED_INV_TRIP", 7],
  ["DANCING", undefined],
])("mode %s", (inverterMode, status) => {
  const telemetries = [{ date: "2025-06-01 10:00:00", totalActivePower: 0, inverterMode }];
  const { readings, problems } = decode("v1-inverter-data", { data: { telemetries } });
  expect(readings[0]?.values["status"]).toBe(status);
  expect(problems).toHaveLength(status === undefined ? 1 : 0);
});

test("power flow: arrows give directions, in kW too", () => {
  const body = {
    siteCurrentPowerFlow: {
      unit: "kW",
      connections: [
        { from: "PV", to: "Load" },
        { from: "STORAGE", to: "Load" },
        { from: "LOAD", to: "Grid" },
      ],
      GRID: { currentPower: 1.5 },
      LOAD: { currentPower: 0.5 },
      PV: { currentPower: 1.2 },
      STORAGE: { currentPower: 0.8, chargeLevel: 40 },
    },
  };
  const { readings } = decode("v1-power-flow", body);
  expect(readings.map(({ values }) => values)).toEqual([
    { acPower: 1_200, loadPower: 500, gridImportPower: 0, gridExportPower: 1_500 },
    { batteryPower: -800, batterySoc: 40 },
  ]);
});

test("power flow: a power without an arrow has no sign; an empty one is explained", () => {
  const flow = { unit: "W", connections: [], GRID: { currentPower: 100 } };
  expect(decode("v1-power-flow", { siteCurrentPowerFlow: flow })).toMatchObject({
    readings: [],
    problems: [{ code: "missing_field" }],
  });
  expect(decode("v1-power-flow", { siteCurrentPowerFlow: {} }).problems[0]?.code).toBe(
    "no_telemetry",
  );
});

test("overview and counters", () => {
  const overview = {
    lastUpdateTime: "2025-06-01 12:30:00",
    lifeTimeData: { energy: 5_000_000 },
    lastDayData: { energy: 12_345 },
    currentPower: { power: 1_234.5 },
  };
  expect(decode("v1-overview", { overview }, "Europe/Berlin").readings).toEqual([
    {
      deviceId: "site",
      kind: "meter",
      measuredAt: Date.parse("2025-06-01T10:30:00Z"),
      values: { acEnergyTotal: 5_000_000, acEnergyToday: 12_345, acPower: 1_234.5 },
    },
  ]);
  const values = [{ date: "2025-06-01 10:07:00", value: 900 }];
  const meters = [
    { meterSerialNumber: 77, meterType: "FeedIn", values },
    { meterType: "Purchased", values },
  ];
  const counted = decode("v1-meters", { meterEnergyDetails: { unit: "Wh", meters } }).readings;
  expect(counted.map((reading) => [reading.deviceId, reading.values])).toEqual([
    ["77", { gridExportEnergyTotal: 900 }],
    ["meter:purchased", { gridImportEnergyTotal: 900 }],
  ]);
});

test("replies about several sites name each", () => {
  const values = [{ date: "2025-06-01 10:00:00", value: 5 }];
  const energy = {
    timeUnit: "HOUR",
    unit: "kWh",
    siteEnergyList: [{ siteId: 1, energyValues: { values } }, { energyValues: { values } }],
  };
  const { readings, problems } = decode("v1-energy", { sitesEnergy: energy });
  expect(readings).toMatchObject([{ deviceId: "site:1", values: { acPower: 5_000 } }]);
  expect(problems[0]?.code).toBe("missing_field");
  const power = {
    timeUnit: "QUARTER_OF_AN_HOUR",
    unit: "W",
    siteEnergyList: [{ siteId: 2, powerDataValueSeries: { values } }],
  };
  expect(decode("v1-power", { powerDateValuesList: power }).readings).toMatchObject([
    { deviceId: "site:2", values: { acPower: 5 } },
  ]);
  const siteOverview = { lastUpdateTime: "2025-06-01 10:00:00", lastDayData: { energy: 7 } };
  const siteEnergyList = [{ siteId: 3, siteOverview }];
  expect(decode("v1-overview", { sitesOverviews: { siteEnergyList } }).readings).toMatchObject([
    { deviceId: "site:3", values: { acEnergyToday: 7 } },
  ]);
  expect(decode("v1-time-frame-energy", {}).problems[0]?.code).toBe("unsupported");
});

function telemetry(timeStamp: string, more: object): object {
  return { timeStamp, power: -273.5, ...more };
}

test("batteries tell their temperature; what has no point is told once", () => {
  const telemetries = [
    telemetry("2026-06-01 10:00:00", {
      batteryPercentageState: 87.9,
      internalTemp: 20.7,
      batteryState: 4,
      fullPackEnergyAvailable: 8_751,
    }),
    telemetry("2026-06-01 10:05:00", { power: null, internalTemp: null, batteryState: 6 }),
  ];
  const body = { storageData: { batteries: [{ serialNumber: "B1", telemetries }] } };
  const { readings, problems } = decode("v1-storage-data", body);
  expect(readings).toEqual([
    {
      deviceId: "B1",
      kind: "battery",
      measuredAt: Date.parse("2026-06-01T10:00:00Z"),
      values: { batteryPower: -273.5, batterySoc: 87.9, internalTemperature: 20.7 },
    },
  ]);
  expect(problems.map(({ path }) => path.split("/").at(-1))).toEqual([
    "fullPackEnergyAvailable",
    "batteryState",
  ]);
});

test("telemetries in lists by number of phases, as the definition prints them", () => {
  const inner = { date: "2026-06-01 10:00:00", totalActivePower: null, temperature: 54.8 };
  const telemetries = [{ threePhaseInverterTelemetry: [inner] }];
  expect(decode("v1-inverter-data", { data: { telemetries } })).toEqual({
    readings: [
      {
        deviceId: "inverter",
        kind: "inverter",
        measuredAt: Date.parse("2026-06-01T10:00:00Z"),
        values: { internalTemperature: 54.8 },
      },
    ],
    problems: [],
  });
});
