import { enphaseDecoder } from "@solarmon/connectors-enphase";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeBytes, decodeJson } from "./support.ts";

const AT_S = 1_780_000_000;
const NAMES = enphaseDecoder.endpoints.map(({ name }) => name);

function eim(measurementType: string, wNow: number, whLifetime: number, activeCount = 1): object {
  return { type: "eim", measurementType, activeCount, readingTime: AT_S, wNow, whLifetime };
}

function channel(now: number, milliVolts: number): object {
  return {
    watts: { now },
    lastReading: { endDate: AT_S, dcVoltageINmV: milliVolts },
    lifetime: { joulesProduced: 3_600 },
  };
}

describe("total consumption", () => {
  it("that repeats net is corrected by production", () => {
    const { readings, problems } = decodeJson("production", {
      production: [eim("production", 1000, 5)],
      consumption: [eim("total-consumption", -400, 7), eim("net-consumption", -400, 7)],
    });
    expect(readings.find(({ deviceId }) => deviceId === "meter:total-consumption")?.values).toEqual(
      { loadPower: 600 },
    );
    expect(problems).toContainEqual(
      expect.objectContaining({ path: "/consumption/0/wNow", code: "malformed" }),
    );
  });

  it("is left alone when only the power is equal", () => {
    const { readings } = decodeJson("production", {
      production: [eim("production", 1000, 5)],
      consumption: [eim("total-consumption", 400, 8), eim("net-consumption", 400, 7)],
    });
    expect(readings.find(({ deviceId }) => deviceId === "meter:total-consumption")?.values).toEqual(
      { loadPower: 400 },
    );
  });
});

describe("meters-readings", () => {
  const reading = {
    eid: 704643584,
    timestamp: AT_S,
    actEnergyDlvd: 9,
    actEnergyRcvd: 1,
    activePower: 50,
  };

  it("with /ivp/meters beside them know total from net", () => {
    const meters = [{ eid: 704643584, state: "enabled", measurementType: "total-consumption" }];
    const { readings } = decodeJson("meters-readings", { meters, readings: [reading] });
    expect(readings).toMatchObject([
      { deviceId: "meter:total-consumption", values: { loadPower: 50 } },
    ]);
  });

  it("of a disabled CT are refused", () => {
    const meters = [{ eid: 704643584, state: "disabled", measurementType: "net-consumption" }];
    const { readings, problems } = decodeJson("meters-readings", { meters, readings: [reading] });
    expect(readings).toEqual([]);
    expect(problems).toMatchObject([{ path: "/readings/0", code: "no_telemetry" }]);
  });

  it("of a CT that has never counted are refused", () => {
    const { readings, problems } = decodeJson("meters-readings", [
      { ...reading, actEnergyDlvd: 0, actEnergyRcvd: 0 },
    ]);
    expect(readings).toEqual([]);
    expect(problems.map(({ code }) => code)).toContain("no_telemetry");
  });
});

describe("what is missing", () => {
  it("never becomes 0", () => {
    const inverter = { serialNumber: "1", devType: 1, lastReportDate: AT_S };
    const { readings, problems } = decodeJson("inverters", [
      { ...inverter, lastReportWatts: null },
      { ...inverter, lastReportWatts: -1 },
      { ...inverter, lastReportWatts: 5, lastReportDate: 0 },
      { ...inverter, devType: 11, lastReportWatts: 7 },
    ]);
    expect(readings).toEqual([]);
    expect(problems.map(({ code }) => code)).toEqual(["sentinel", "time_missing", "unsupported"]);
  });

  it("is an interval of the cloud that no device reported", () => {
    const intervals = [{ end_at: AT_S, devices_reporting: 0, powr: 0, enwh: 0 }];
    const { readings, problems } = decodeJson("cloud-production-micro", {
      system_id: 1,
      intervals,
    });
    expect(readings).toEqual([]);
    expect(problems).toMatchObject([{ code: "no_telemetry" }]);
  });

  it("is a production that has never counted, and a time that nobody noted", () => {
    const zeros = { wattHoursToday: 0, wattHoursSevenDays: 0, wattHoursLifetime: 0, wattsNow: 0 };
    expect(decodeJson("api-v1-production", zeros).readings).toEqual([]);
    const body = new TextEncoder().encode('{"wattsNow":5,"wattHoursLifetime":9}');
    const { readings, problems } = enphaseDecoder.decode(
      "api-v1-production",
      { body },
      { timeZone: "UTC" },
    );
    expect(readings).toEqual([]);
    expect(problems).toMatchObject([{ code: "time_missing" }]);
  });

  it("is the summary of a past date, and energy −1", () => {
    const summary = {
      system_id: 1,
      last_interval_end_at: AT_S,
      current_power: 0,
      energy_lifetime: 9,
    };
    expect(decodeJson("cloud-summary", { ...summary, modules: 0, size_w: 0 }).readings).toEqual([]);
    const { readings } = decodeJson("cloud-summary", {
      ...summary,
      modules: 5,
      size_w: 9,
      energy_lifetime: -1,
    });
    expect(readings).toMatchObject([{ values: { acPower: 0 } }]);
    expect(readings[0]?.values).not.toHaveProperty("acEnergyTotal");
  });
});

describe("the cloud", () => {
  it("tells energies of 15 minutes, stored as mean power from their start", () => {
    const intervals = [[{ end_at: AT_S, wh_exported: 40 }], [{ end_at: AT_S, wh_exported: 10 }]];
    const { readings } = decodeJson("cloud-energy-export", { system_id: 1, intervals });
    const measuredAt = (AT_S - 900) * 1_000;
    expect(readings).toEqual([
      { deviceId: "site:1/grid", kind: "meter", measuredAt, values: { gridExportPower: 160 } },
      { deviceId: "site:1/grid/2", kind: "meter", measuredAt, values: { gridExportPower: 40 } },
    ]);
  });

  it("counts discharge as negative for us", () => {
    const interval = {
      end_at: AT_S,
      charge: { enwh: 10 },
      discharge: { enwh: 60 },
      soc: { percent: 25 },
    };
    const { readings } = decodeJson("cloud-battery", { system_id: 1, intervals: [interval] });
    expect(readings).toMatchObject([{ values: { batteryPower: -200, batterySoc: 25 } }]);
  });

  it("streams events, of which the last may be cut off", () => {
    const data = {
      system_id: 1,
      pv_power: 30,
      grid_power: -10,
      battery_power: 5,
      consumption_power: 25,
    };
    const event = `data:${JSON.stringify({ data: { data, timestamp_epoch: AT_S * 1_000 } })}\n\n`;
    const { readings, problems } = decodeBytes(
      "cloud-live-data",
      new TextEncoder().encode(event + event.slice(0, 30)),
    );
    expect(readings).toMatchObject([
      {
        deviceId: "site:1/live",
        values: { acPower: 30, gridExportPower: 10, batteryPower: -5, loadPower: 25 },
      },
    ]);
    expect(problems).toMatchObject([{ code: "malformed" }]);
  });
});

it("reads livedata in milliwatts", () => {
  const meters = {
    last_update: AT_S,
    soc: 40,
    pv: { agg_p_mw: 2_000_000 },
    grid: { agg_p_mw: -500_000 },
    storage: { agg_p_mw: -300_000 },
    load: { agg_p_mw: 1_200_000 },
  };
  expect(decodeJson("livedata-status", { meters }).readings).toEqual([
    {
      deviceId: "livedata",
      kind: "meter",
      measuredAt: AT_S * 1_000,
      values: {
        acPower: 2000,
        gridImportPower: 0,
        gridExportPower: 500,
        batteryPower: 300,
        loadPower: 1200,
        batterySoc: 40,
      },
    },
  ]);
});

describe("livedata of a site", () => {
  const zero = { agg_p_mw: 0, agg_s_mva: 0 };
  const meters = {
    last_update: AT_S,
    soc: 0,
    enc_agg_energy: 0,
    acb_agg_energy: 0,
    main_relay_state: 1,
    pv: { agg_p_mw: 900_000, agg_s_mva: 950_000 },
    storage: zero,
    grid: { agg_p_mw: 100_000, agg_s_mva: 200_000 },
    load: { agg_p_mw: 1_000_000, agg_s_mva: 1_100_000 },
  };
  const valuesOf = (changes: object): unknown =>
    decodeJson("livedata-status", { meters: { ...meters, ...changes } }).readings[0]?.values;

  it("without a battery has no charge of 0 %", () => {
    const grid = { gridImportPower: 100, gridExportPower: 0 };
    expect(valuesOf({})).toEqual({ acPower: 900, ...grid, loadPower: 1000 });
    expect(valuesOf({ enc_agg_energy: 30 })).toMatchObject({ batterySoc: 0, batteryPower: 0 });
  });

  it("without a production CT does not know what it makes", () => {
    expect(valuesOf({ pv: zero })).not.toHaveProperty("acPower");
    expect(valuesOf({ pv: { agg_p_mw: 0, agg_s_mva: 400_000 } })).toMatchObject({ acPower: 0 });
  });

  it("without a consumption CT knows neither grid nor load, unless it is off the grid", () => {
    expect(valuesOf({ grid: zero })).toEqual({ acPower: 900 });
    expect(valuesOf({ grid: zero, main_relay_state: 0 })).toMatchObject({
      gridImportPower: 0,
      loadPower: 1000,
    });
  });
});

describe("a CT that does not say what it measures", () => {
  const item = { type: "eim", activeCount: 1, readingTime: AT_S, wNow: 1377, whLifetime: 8000 };

  it("measures production where it stands among production", () => {
    const { readings } = decodeJson("production", { production: [item] });
    expect(readings).toMatchObject([
      { deviceId: "meter:production", values: { acPower: 1377, acEnergyTotal: 8000 } },
    ]);
  });

  it("is refused among consumption, for net or total is not told", () => {
    const { readings, problems } = decodeJson("production", { consumption: [item] });
    expect(readings).toEqual([]);
    expect(problems).toMatchObject([{ path: "/consumption/0", code: "unsupported" }]);
  });

  it("counts as in use where the number of devices is not told", () => {
    const { activeCount: _, ...rest } = item;
    const { readings } = decodeJson("production", { production: [rest] });
    expect(readings).toMatchObject([{ values: { acPower: 1377 } }]);
  });
});

it("takes noise of an input without a CT for none", () => {
  const cumulative = { currW: -4.5, whDlvdCum: 0, whRcvdCum: 0.023 };
  const report = { createdAt: AT_S, reportType: "production", cumulative };
  const reading = { eid: 704643328, timestamp: AT_S, activePower: -4.5 };
  const counters = { actEnergyDlvd: 0, actEnergyRcvd: 0.023 };
  for (const { readings, problems } of [
    decodeJson("meters-reports", report),
    decodeJson("meters-readings", [{ ...reading, ...counters }]),
  ]) {
    expect(readings).toEqual([]);
    expect(problems.map(({ code }) => code)).toContain("no_telemetry");
  }
});

it("reads one report as a list of one", () => {
  const report = {
    createdAt: AT_S,
    reportType: "net-consumption",
    cumulative: { currW: -119.5, freqHz: 60 },
    lines: [{ rmsVoltage: 121, rmsCurrent: 2 }],
  };
  const { readings } = decodeJson("meters-reports", report);
  expect(readings).toEqual(decodeJson("meters-reports", [report]).readings);
  expect(readings).toMatchObject([
    { values: { gridExportPower: 119.5, frequency: 60, acVoltageL1: 121, acCurrentL1: 2 } },
  ]);
});

it("tells a refusal whose error is empty", () => {
  const body = { status: 401, error: "", info: "Authentication required", moreInfo: "" };
  const { problems } = decodeJson("inverters", body);
  expect(problems).toMatchObject([{ code: "vendor_error" }]);
  expect(problems[0]?.detail).toContain("Authentication required");
});

it("reads the AC side of a micro-inverter", () => {
  const lastReading = { endDate: AT_S, acVoltageINmV: 248_156, acCurrentInmA: 1049 };
  const device = { devName: "pcu", sn: "7", channels: [{ lastReading }] };
  expect(decodeJson("device-data", { "1": device }).readings).toMatchObject([
    { values: { acVoltageL1: 248.156, acCurrentL1: 1.049 } },
  ]);
});

it("sums the channels of a micro-inverter with several inputs", () => {
  const device = { devName: "pcu", sn: "7", channels: [channel(10, 30_000), channel(5, 31_000)] };
  const { readings, problems } = decodeJson("device-data", {
    deviceCount: 50,
    deviceDataLimit: 50,
    "1": device,
  });
  expect(readings).toMatchObject([
    { deviceId: "7", values: { acPower: 15, acEnergyTotal: 2, dcVoltage1: 30, dcVoltage2: 31 } },
  ]);
  expect(problems).toMatchObject([{ path: "/deviceCount", code: "missing_field" }]);
});

describe("any body", () => {
  it("of bytes throws nothing", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...NAMES),
        fc.uint8Array({ maxLength: 200 }),
        (endpoint, body) => {
          const { readings, problems } = decodeBytes(endpoint, body);
          expect(readings.length + problems.length).toBeGreaterThan(0);
        },
      ),
    );
  });

  it("of JSON throws nothing and measures nothing", () => {
    const keys = [
      "production",
      "consumption",
      "devices:",
      "intervals",
      "meters",
      "readings",
      "type",
      "data",
      "channels",
    ];
    const { any } = fc.letrec((tie) => ({
      any: fc.oneof(
        fc.constantFrom(null, true, "eim", -1, 0, AT_S),
        fc.array(tie("any"), { maxLength: 4 }),
        fc.dictionary(fc.constantFrom(...keys), tie("any"), { maxKeys: 5 }),
      ),
    }));
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), any, (endpoint, body) => {
        expect(decodeJson(endpoint, body).readings).toEqual([]);
      }),
    );
  });
});

it("names the endpoints there are when asked for another", () => {
  expect(() => decodeJson("nope", {})).toThrow(/meters-readings/u);
});
