import * as fc from "fast-check";
import { froniusDecoder } from "@solarmon/connectors-fronius";
import type { DecodeResult } from "@solarmon/connectors-kit";
import { describe, expect, it } from "vitest";
import { decodeBytes, replyWith } from "./fixtures.ts";

const NOON = Date.parse("2026-06-01T12:00:00+02:00");

function at(location: number, power: number): DecodeResult {
  const record = { Meter_Location_Current: location, PowerReal_P_Sum: power };
  return decodeBytes("meter-data", replyWith(record));
}

function flow(site: object, inverters: object): DecodeResult {
  return decodeBytes("powerflow", replyWith({ Site: site, Inverters: inverters }));
}

function powersOfType(deviceType: number): unknown {
  const inverters = { "1": { DT: deviceType, P: 680 } };
  return flow({ P_PV: 700, Mode: "meter" }, inverters).readings.at(-1)?.values;
}

function archived(channels: object): object {
  return { Start: "2026-06-01T00:00:00+02:00", Data: channels };
}

function counter(value: number): object {
  return { Unit: "Wh", Values: { "300": value } };
}

function pulseMeter(power: number): object {
  const Details = { Model: "S0", Serial: "n.a." };
  return { Details, Meter_Location_Current: 1, PowerReal_P_Sum: power };
}

describe("errors", () => {
  it("stand in Head.Status under HTTP 200", () => {
    const body = replyWith({}, { Status: { Code: 12, Reason: "Device not available" } });
    const { readings, problems } = decodeBytes("inverter-data", body, 200);
    expect(readings).toEqual([]);
    expect(problems).toMatchObject([{ code: "vendor_error", path: "/Head/Status/Code" }]);
    expect(problems[0]?.detail).toContain("device not available");
  });

  it("tell where to switch the API on", () => {
    const body = new TextEncoder().encode("Solar API disabled by customer config");
    const [problem] = decodeBytes("powerflow", body, 404).problems;
    expect(problem).toMatchObject({ code: "vendor_error" });
    expect(problem?.detail).toContain("Communication");
  });

  it("are explained when a page comes instead", () => {
    const body = new TextEncoder().encode("<html></html>");
    expect(decodeBytes("powerflow", body).problems).toMatchObject([{ code: "malformed" }]);
    expect(decodeBytes("powerflow", body, 503).problems).toMatchObject([{ code: "vendor_error" }]);
  });

  it("name the endpoints there are", () => {
    expect(() => decodeBytes("nonsense", new Uint8Array())).toThrow(/powerflow/u);
  });
});

describe("inverters", () => {
  it("are a column each with Scope=System; null is missing", () => {
    const body = replyWith(
      {
        PAC: { Unit: "kW", Values: { "1": 1.5, "2": null } },
        TOTAL_ENERGY: { Unit: "Wh", Values: { "1": 10, "2": 20 } },
      },
      { RequestArguments: { Scope: "System" } },
    );
    expect(decodeBytes("inverter-data", body).readings).toEqual([
      {
        deviceId: "inverter:1",
        kind: "inverter",
        measuredAt: NOON,
        values: { acPower: 1500, acEnergyTotal: 10 },
      },
      { deviceId: "inverter:2", kind: "inverter", measuredAt: NOON, values: { acEnergyTotal: 20 } },
    ]);
  });

  it("are told by the first GEN24 as a table named Value", () => {
    const body = replyWith(
      { PAC: { Unit: "W", Value: { "1": 271 } } },
      { RequestArguments: { Scope: "System" } },
    );
    expect(decodeBytes("inverter-data", body).readings).toMatchObject([
      { deviceId: "inverter:1", values: { acPower: 271 } },
    ]);
  });

  it("of three phases have a voltage of the first phase, and not the mean", () => {
    const body = replyWith({
      UAC: { Unit: "V", Value: 234.6 },
      UAC_L1: { Unit: "V", Value: 233.2 },
      UAC_L2: { Unit: "V", Value: 234.5 },
    });
    expect(decodeBytes("inverter-data", body).readings[0]?.values).toEqual({
      acVoltageL1: 233.2,
      acVoltageL2: 234.5,
    });
  });

  it("that left the list at night are told", () => {
    const body = replyWith({}, { RequestArguments: { Scope: "System" } });
    expect(decodeBytes("inverter-data", body)).toMatchObject({
      readings: [],
      problems: [{ code: "no_telemetry" }],
    });
  });

  it.each([
    [{ StatusCode: 7, ErrorCode: 0 }, 4],
    [{ StatusCode: 3, ErrorCode: 0 }, 3],
    [{ StatusCode: 3, ErrorCode: 523 }, 2],
    [{ StatusCode: 8, ErrorCode: 0 }, 8],
    [{ StatusCode: 10, ErrorCode: 475 }, 7],
    [{ StatusCode: 12, ErrorCode: 0 }, 8],
    [{ StatusCode: 13, ErrorCode: 0 }, 2],
    [{ StatusCode: "Running", ErrorCode: 0 }, 4],
    [{ StatusCode: "7", ErrorCode: 0 }, 4],
    [{ StatusCode: -1, ErrorCode: 0, InverterState: "Standby" }, 8],
  ])("%j is status %i", (DeviceStatus, status) => {
    const [reading] = decodeBytes("inverter-data", replyWith({ DeviceStatus })).readings;
    expect(reading?.values).toEqual({ status, faultCode: DeviceStatus.ErrorCode });
  });
});

describe("meters", () => {
  it("at the grid give import and export as two positive values", () => {
    expect(at(0, -800).readings).toMatchObject([
      { values: { gridImportPower: 0, gridExportPower: 800 } },
    ]);
  });

  it("elsewhere are not taken for the grid's", () => {
    const { readings, problems } = at(3, 500);
    expect(readings).toEqual([]);
    expect(problems.map(({ code }) => code)).toContain("unsupported");
  });

  it("without sums have absolute counters, which say the same", () => {
    const record = {
      Meter_Location_Current: 0,
      EnergyReal_WAC_Plus_Absolute: 70,
      EnergyReal_WAC_Minus_Absolute: 30,
      EnergyReal_WAC_Sum_Produced: 31,
    };
    expect(decodeBytes("meter-data", replyWith(record)).readings).toMatchObject([
      { values: { gridImportEnergyTotal: 70, gridExportEnergyTotal: 31 } },
    ]);
  });

  it("of newer firmware have other names", () => {
    const record = {
      SMARTMETER_POWERACTIVE_MEAN_SUM_F64: -1200,
      SMARTMETER_ENERGYACTIVE_PRODUCED_SUM_F64: 5000,
      SMARTMETER_VALUE_LOCATION_U16: 0,
      GRID_FREQUENCY_MEAN_F32: 50,
    };
    expect(decodeBytes("meter-data", replyWith({ "0": record })).readings).toMatchObject([
      {
        deviceId: "meter:0",
        values: { gridExportPower: 1200, gridExportEnergyTotal: 5000, frequency: 50 },
      },
    ]);
  });
});

describe("the power flow", () => {
  it("shows a battery only where power can flow", () => {
    const idle = { "1": { DT: 1, P: 500, SOC: 0, Battery_Mode: "disabled" } };
    const kinds = flow({ P_Akku: null, P_Grid: 5 }, idle).readings.map(({ kind }) => kind);
    expect(kinds).toEqual(["meter", "inverter"]);
    const charging = flow({ P_Akku: -900, P_Grid: 5 }, { "1": { DT: 1, P: 1, SOC: 40 } });
    expect(charging.readings[1]).toMatchObject({ values: { batteryPower: 900, batterySoc: 40 } });
  });

  it("takes P_PV as DC power of a GEN24 alone", () => {
    expect(powersOfType(1)).toEqual({ acPower: 680, dcPower: 700 });
    expect(powersOfType(121)).toEqual({ acPower: 680 });
  });

  it("of several inverters gives each its own, and the sum to none", () => {
    const inverters = { "1": { DT: 99, P: 300, E_Total: 5 }, "2": { DT: 99, P: null, E_Total: 6 } };
    const { readings, problems } = flow({ P_PV: 300, E_Total: 11, P_Grid: -300 }, inverters);
    expect(readings.map(({ deviceId, values }) => [deviceId, values])).toEqual([
      ["site:local", { gridImportPower: 0, gridExportPower: 300 }],
      ["inverter:1", { acPower: 300, acEnergyTotal: 5 }],
      ["inverter:2", { acEnergyTotal: 6 }],
    ]);
    expect(problems).toMatchObject([{ path: "/Body/Data/Site/P_PV", code: "unknown_field" }]);
  });

  it("of a site that sleeps says so", () => {
    const { readings, problems } = flow({ P_PV: null, P_Grid: null, Mode: "produce-only" }, {});
    expect(readings).toEqual([]);
    expect(problems).toMatchObject([{ code: "no_telemetry" }]);
  });

  it("refuses a consumption that would be negative", () => {
    const { readings, problems } = flow({ P_Load: 40 }, {});
    expect(readings).toEqual([]);
    expect(problems.map(({ code }) => code)).toContain("out_of_range");
  });
});

describe("the archive", () => {
  it("counts seconds from a start with an offset, on a day of 25 hours, too", () => {
    const node = {
      Start: "2026-10-25T00:00:00+02:00",
      Data: {
        PowerReal_PAC_Sum: { Unit: "W", Values: { "86400": 12, "300": 0, "600": null } },
        EnergyReal_WAC_Sum_Produced: { Unit: "Wh", Values: { "300": 4 } },
      },
    };
    const { readings, problems } = decodeBytes("archive", replyWith({ "inverter/1": node }));
    const start = Date.parse("2026-10-25T00:00:00+02:00");
    expect(
      readings.map(({ deviceId, measuredAt, values }) => [deviceId, measuredAt - start, values]),
    ).toEqual([
      ["inverter:1", 300_000, { acPower: 0 }],
      ["inverter:1", 86_400_000, { acPower: 12 }],
    ]);
    expect(problems).toMatchObject([{ code: "unknown_field" }]);
  });
});

describe("a node of the archive", () => {
  const start = Date.parse("2026-06-01T00:00:00+02:00");

  it("is a meter by its serial number, with the grid's counters", () => {
    const channels = {
      EnergyReal_WAC_Plus_Absolute: counter(900),
      EnergyReal_WAC_Minus_Absolute: counter(40),
    };
    const { readings } = decodeBytes("archive", replyWith({ "meter:1622": archived(channels) }));
    expect(readings).toEqual([
      {
        deviceId: "1622",
        kind: "meter",
        measuredAt: start + 300_000,
        values: { gridImportEnergyTotal: 900, gridExportEnergyTotal: 40 },
      },
    ]);
  });

  it("of a meter elsewhere gives the grid no counter", () => {
    const channels = {
      EnergyReal_WAC_Plus_Absolute: counter(900),
      Voltage_AC_Phase_1: { Unit: "V", Values: { "300": 230 } },
      Meter_Location_Current: { Unit: "1", Values: { "300": 1 } },
    };
    const { readings, problems } = decodeBytes(
      "archive",
      replyWith({ "meter:1": archived(channels) }),
    );
    expect(readings.map(({ values }) => values)).toEqual([{ acVoltageL1: 230 }]);
    expect(problems.map(({ code }) => code)).toContain("unsupported");
  });

  it("of sums of days is the counter of the day at its end, on a day of 23 hours, too", () => {
    const days = {
      Start: "2026-03-28T00:00:00+01:00",
      Data: {
        EnergyReal_WAC_Sum_Produced: {
          Unit: "Wh",
          Values: { "0": 15.5, "86400": null, "172800": 7 },
        },
        InverterErrors: { Unit: "Object", Values: null },
      },
    };
    const head = { RequestArguments: { SeriesType: "DailySum" } };
    const { readings } = decodeBytes("archive", replyWith({ "inverter/1": days }, head));
    expect(readings.map(({ measuredAt, values }) => [measuredAt, values])).toEqual([
      [Date.parse("2026-03-29T00:00:00+01:00") - 1, { acEnergyToday: 15.5 }],
      [Date.parse("2026-03-31T00:00:00+02:00") - 1, { acEnergyToday: 7 }],
    ]);
  });

  it("of a day that is not over is the counter when it was asked", () => {
    const days = {
      Start: "2026-06-01T00:00:00+02:00",
      Data: { EnergyReal_WAC_Sum_Produced: { Unit: "kWh", Values: { "0": 2 } } },
    };
    const head = { RequestArguments: { SeriesType: "DailySum" } };
    const { readings } = decodeBytes("archive", replyWith({ "inverter/1": days }, head));
    expect(readings).toMatchObject([{ measuredAt: NOON, values: { acEnergyToday: 2000 } }]);
  });
});

describe("numbers in quotes, and fields of later firmware", () => {
  it("change nothing", () => {
    const meter = { Meter_Location_Current: "0", PowerReal_P_Sum: "-800" };
    expect(decodeBytes("meter-data", replyWith(meter)).readings).toMatchObject([
      { values: { gridExportPower: 800 } },
    ]);
    const inverters = { "1": { DT: 1, P: 5, SOC: "40" }, Later: { P: 1 } };
    const { readings } = flow({ P_Akku: -900, P_PV: 10 }, inverters);
    expect(readings.map(({ deviceId, values }) => [deviceId, values])).toEqual([
      ["site:local/battery", { batteryPower: 900, batterySoc: 40 }],
      ["inverter:1", { acPower: 5, dcPower: 10 }],
    ]);
  });

  it("give no time that no clock shows", () => {
    const meter = { Meter_Location_Current: 0, PowerReal_P_Sum: 1, TimeStamp: 1e300 };
    expect(decodeBytes("meter-data", replyWith(meter)).readings).toMatchObject([
      { measuredAt: NOON },
    ]);
  });
});

describe("other generations", () => {
  it("before v1 call the device's id an index", () => {
    const head = { RequestArguments: { Scope: "Device", DeviceIndex: "2" } };
    const body = replyWith({ PAC: { Unit: "W", Value: 5 } }, head);
    expect(decodeBytes("inverter-data", body).readings).toMatchObject([{ deviceId: "inverter:2" }]);
  });

  it("push what they have without Data around it", () => {
    const pushed = {
      Head: { RequestArguments: { Scope: "System" }, Timestamp: "2026-06-01T12:00:00+02:00" },
      Body: { PAC: { Unit: "W", Values: { "1": 5 } } },
    };
    const body = new TextEncoder().encode(JSON.stringify(pushed));
    expect(decodeBytes("inverter-data", body).readings).toMatchObject([{ values: { acPower: 5 } }]);
    const empty = new TextEncoder().encode(JSON.stringify({ ...pushed, Body: {} }));
    expect(decodeBytes("inverter-data", empty).problems).toMatchObject([{ code: "malformed" }]);
  });

  it("have meters without a serial number, which are not the same", () => {
    const { readings } = decodeBytes(
      "meter-data",
      replyWith({ "0": pulseMeter(-5), "1": pulseMeter(-6) }),
    );
    expect(readings).toMatchObject([
      { deviceId: "meter:0", values: { loadPower: 5 } },
      { deviceId: "meter:1", values: { loadPower: 6 } },
    ]);
  });
});

describe("times", () => {
  const data = { PAC: { Unit: "W", Value: 5 } };

  it("without offset are those of the site", () => {
    const body = replyWith(data, { Timestamp: "2026-06-01T12:00:00" });
    expect(decodeBytes("inverter-data", body).readings).toMatchObject([{ measuredAt: NOON }]);
    const gone = decodeBytes(
      "inverter-data",
      replyWith(data, { Timestamp: "2026-03-29T02:30:00" }),
    );
    expect(gone.readings).toEqual([]);
    expect(gone.problems.map(({ code }) => code)).toContain("time_nonexistent");
  });

  it("may come with the reply", () => {
    const body = replyWith(data, { Timestamp: undefined });
    const reply = { body, receivedAt: 1234 };
    const { readings } = froniusDecoder.decode("inverter-data", reply, { timeZone: "UTC" });
    expect(readings).toMatchObject([{ measuredAt: 1234 }]);
    expect(decodeBytes("inverter-data", body).problems).toMatchObject([{ code: "time_missing" }]);
  });
});

describe("any body", () => {
  it("is decoded without a throw and without numbers that are none", () => {
    const endpoints = fc.constantFrom(...froniusDecoder.endpoints.map(({ name }) => name));
    const bodies = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.jsonValue().map((data) => replyWith(data)),
      fc
        .dictionary(fc.constantFrom("PAC", "Site", "Inverters", "0", "Controller"), fc.jsonValue())
        .map((data) => replyWith(data)),
    );
    fc.assert(
      fc.property(endpoints, bodies, (endpoint, body) => {
        for (const { values } of decodeBytes(endpoint, body).readings)
          for (const value of Object.values(values)) expect(Number.isFinite(value)).toBe(true);
      }),
    );
  });
});
