import { describe, expect, test } from "vitest";
import { decode, RECEIVED_AT } from "./support/decode.ts";

const reply = (record: object) => ({
  success: true,
  code: "0",
  data: { sn: "S1", dataTimestamp: String(RECEIVED_AT), eTotal: 1, ...record },
});
const valuesOf = (record: object) =>
  decode("inverter-detail", reply(record)).readings[0]?.values ?? {};

test.each([
  [{ pac: 74, pacStr: "kW", pacPec: "0.001" }, 74],
  [{ pac: 74, pacStr: "kW", pacPec: 0.001 }, 74],
  [{ pac: 5.025, pacStr: "kW" }, 5_025],
  [{ pac: 5.025 }, 5_025],
  [{ pac: 740, pacStr: "W" }, 740],
  [{ pac: 1_250, pacStr: "MW", pacPec: "0.001" }, 1_250_000],
])("power of %o", (record, watts) => {
  expect(valuesOf(record)["acPower"]).toBe(watts);
});

test.each([
  [{ eTotal: 900, eTotalStr: "kWh" }, 900_000],
  [{ eTotal: 36.397, eTotalStr: "MWh" }, 36_397_000],
  [{ eTotal: 5_616, eTotalStr: "MWh", eTotalPec: "0.001" }, 5_616_000],
  [{ eTotal: 1.2, eTotalStr: "GWh", eTotalPec: "1" }, 1_200_000_000],
])("energy of %o", (record, wattHours) => {
  expect(valuesOf(record)["acEnergyTotal"]).toBe(wattHours);
});

test("a factor that is no number, and a unit that is no power, refuse the value", () => {
  const factor = decode("inverter-detail", reply({ pac: 1, pacStr: "kW", pacPec: "x" }));
  expect(factor.readings[0]?.values).toEqual({ acEnergyTotal: 1_000 });
  expect(factor.problems[0]?.code).toBe("malformed");
  const unit = decode("inverter-detail", reply({ pac: 1, pacStr: "AUD" }));
  expect(unit.problems[0]?.code).toBe("unknown_unit");
});

test("phases and inputs that the model lacks are left out, a running phase at 0 A is not", () => {
  const record = { uAc1: 231, iAc1: 0, uAc2: 0, iAc2: 0, uPv1: 300, iPv1: 2, uPv2: 0, iPv2: 0 };
  expect(valuesOf(record)).toEqual({
    acEnergyTotal: 1_000,
    acVoltageL1: 231,
    acCurrentL1: 0,
    dcVoltage1: 300,
    dcCurrent1: 2,
  });
});

test.each([
  ["negative", { batteryPower: -1.2 }, -1_200],
  [
    "unsigned, discharging by its current",
    { batteryPower: 1.2, storageBatteryCurrent: -24 },
    -1_200,
  ],
  ["unsigned, charging by its current", { batteryPower: 1.2, storageBatteryCurrent: 24 }, 1_200],
  ["by its parts", { batteryPower: 1.2, batteryPowerFu: 1_200 }, -1_200],
  ["by its parts", { batteryPower: 1.2, batteryPowerZheng: 1_200 }, 1_200],
  ["idle", { batteryPower: 0 }, 0],
])("battery, %s", (_, record, batteryPower) => {
  const units = { batteryPowerStr: "kW", batteryPowerPec: "1", batteryCapacitySoc: 55 };
  const { readings } = decode("inverter-detail", reply({ ...record, ...units }));
  expect(readings[1]).toMatchObject({
    deviceId: "S1:battery",
    kind: "battery",
    values: { batteryPower, batterySoc: 55 },
  });
});

test("a power without a sign is refused; without a battery there is none", () => {
  const unsigned = decode("inverter-detail", reply({ batteryPower: 1.2, batteryCapacitySoc: 55 }));
  expect(unsigned.readings[1]?.values).toEqual({ batterySoc: 55 });
  expect(unsigned.problems[0]?.code).toBe("missing_field");
  const none = decode("inverter-detail", reply({ batteryPower: 0, batteryCapacitySoc: 0 }));
  expect(none.readings).toHaveLength(1);
});

test("import and export; without a meter zeros are no measurement", () => {
  const counters = {
    gridPurchasedTotalEnergy: 10,
    gridSellTotalEnergy: 2,
    gridSellTotalEnergyStr: "MWh",
  };
  expect(valuesOf({ psum: -0.5, familyLoadPower: 0.7, ...counters })).toEqual({
    acEnergyTotal: 1_000,
    gridImportPower: 500,
    gridExportPower: 0,
    gridImportEnergyTotal: 10_000,
    gridExportEnergyTotal: 2_000_000,
    loadPower: 700,
  });
  expect(valuesOf({ psum: 0, ...counters })).toMatchObject({ gridImportPower: 0 });
  expect(valuesOf({ psum: 0, familyLoadPower: 0 })).toEqual({ acEnergyTotal: 1_000 });
});

test("states: alarm is a fault, offline says nothing", () => {
  expect(valuesOf({ state: 3 })["status"]).toBe(7);
  expect(valuesOf({ state: 2 })["status"]).toBeUndefined();
  expect(decode("inverter-detail", reply({ state: 9 })).problems[0]?.code).toBe("unknown_field");
});

test("eToday of an inverter that is offline in the morning is yesterday's", () => {
  const record = {
    state: 2,
    eToday: 20,
    dataTimestamp: String(Date.parse("2026-06-01T02:00:00Z")),
  };
  const { readings, problems } = decode("inverter-detail", reply(record));
  expect(readings[0]?.values).toEqual({ acEnergyTotal: 1_000 });
  expect(problems[0]?.code).toBe("sentinel");
  const evening = { ...record, dataTimestamp: String(Date.parse("2026-06-01T20:00:00Z")) };
  expect(valuesOf(evening)).toMatchObject({ acEnergyToday: 20_000 });
});

test("a quantity without a point is told once; money is none", () => {
  const record = { batteryVoltage: 52, batteryVoltageStr: "V", money: 5, moneyStr: "AUD" };
  const body = { code: "0", data: [reply(record).data, reply(record).data] };
  const { problems } = decode("inverter-day", body);
  expect(problems.map(({ code, path }) => [code, path])).toEqual([
    ["unknown_field", "/data/0/batteryVoltage"],
  ]);
});

test("without a time there is no reading, since an offline unit may be days old", () => {
  const { readings, problems } = decode("inverter-detail", reply({ dataTimestamp: undefined }));
  expect(readings).toEqual([]);
  expect(problems[0]?.code).toBe("time_missing");
});

describe("rows of a day", () => {
  const row = {
    dataTimestamp: String(RECEIVED_AT),
    state: 1,
    pac: 1_520,
    pacStr: "kW",
    pacPec: "0.001",
    eTotal: 12,
    uPv1: 251,
    iPv1: 3,
    pSum: -480,
    familyLoadPower: 0,
    bypassLoadPower: 350,
    batteryCapacitySoc: 61,
    inverterTemperature: 44.5,
  };
  const read = (more: object) =>
    decode("inverter-day", { code: "0", data: [{ ...row, ...more }] }).readings;

  test("have powers without a unit in the scale of pac, and the grid as pSum", () => {
    expect(read({ batteryPower: -210 }).map(({ deviceId, values }) => [deviceId, values])).toEqual([
      [
        "inverter",
        {
          acPower: 1_520,
          acEnergyTotal: 12_000,
          dcVoltage1: 251,
          dcCurrent1: 3,
          internalTemperature: 44.5,
          gridImportPower: 480,
          gridExportPower: 0,
          loadPower: 350,
          status: 4,
        },
      ],
      ["inverter:battery", { batteryPower: -210, batterySoc: 61 }],
    ]);
  });

  test.each([
    [{ pacStr: undefined, pacPec: undefined }, 480],
    [{ pSumStr: "kW", pSumPec: "1", pSum: -0.7 }, 700],
  ])("without any unit are in watts, with their own in that: %o", (more, gridImportPower) => {
    expect(read(more)[0]?.values).toMatchObject({ gridImportPower });
  });

  test.each([
    [{ currentDirectionBattery: 0 }, 300],
    [{ currentDirectionBattery: 1 }, -300],
    [{ currentDirectionBattery: 1, storageBatteryCurrent: 6 }, 300],
  ])("tell the direction of the battery: %o", (more, batteryPower) => {
    expect(read({ batteryPower: 300, ...more })[1]?.values).toMatchObject({ batteryPower });
  });
});

test.each([
  [1, 6_700],
  [2, -6_700],
])("battery, by its direction %i", (batteryDirection, batteryPower) => {
  const record = { batteryPower: 6.7, batteryPowerStr: "kW", batteryDirection };
  const { readings } = decode("inverter-detail", reply(record));
  expect(readings[1]?.values).toEqual({ batteryPower });
});

test("a hybrid that charges from the grid at night is no silent one", () => {
  const record = { eTotal: 0, psum: -9.8, batteryPower: 6.7, batteryDirection: 1, pac: 0 };
  const { readings, problems } = decode("inverter-detail", reply(record));
  expect(readings.map(({ values }) => values)).toEqual([
    { acPower: 0, gridImportPower: 9_800, gridExportPower: 0 },
    { batteryPower: 6_700 },
  ]);
  expect(problems.map(({ code }) => code)).toEqual(["sentinel"]);
});

test("neither direction is no sign", () => {
  const record = { batteryPower: 6.7, batteryPowerStr: "kW", batteryDirection: 3 };
  expect(decode("inverter-detail", reply(record)).problems[0]?.code).toBe("missing_field");
});

test.each([
  ["both ports", { familyLoadPower: 0.4, bypassLoadPower: 350, bypassLoadPowerStr: "W" }, 750],
  ["the backup port alone", { familyLoadPower: 0, bypassLoadPower: 0.35 }, 350],
  ["the total", { totalLoadPower: 1.2, familyLoadPower: 0.4, bypassLoadPower: 0.8 }, 1_200],
  [
    "an unknown part",
    { familyLoadPower: 1, familyLoadPowerStr: "?", bypassLoadPower: 1 },
    undefined,
  ],
])("consumption is %s", (_, record, loadPower) => {
  expect(valuesOf(record)["loadPower"]).toBe(loadPower);
});

test("power of all inputs where they tell none themselves", () => {
  expect(valuesOf({ dcPac: 3_100, dcPacStr: "W" })["dcPower"]).toBe(3_100);
  expect(valuesOf({ dcPac: 3_100, pow1: 1_500, pow2: 1_400 })["dcPower"]).toBe(2_900);
  expect(valuesOf({ dcPac: 0 })["dcPower"]).toBeUndefined();
});

test("a temperature said to be in °F is not trusted", () => {
  const record = { inverterTemperature: 41, inverterTemperatureUnit: "℃" };
  expect(valuesOf(record)["internalTemperature"]).toBe(41);
  const { readings, problems } = decode(
    "inverter-detail",
    reply({ ...record, inverterTemperatureUnit: "℉" }),
  );
  expect(readings[0]?.values).toEqual({ acEnergyTotal: 1_000 });
  expect(problems[0]?.code).toBe("unknown_unit");
});
