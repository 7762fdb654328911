import { opendtuDecoder } from "@solarmon/connectors-opendtu";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytes } from "./fixtures.ts";

const AT = Date.UTC(2026, 5, 1, 12);
const decode = (body: unknown, endpoint = "livedata-status") =>
  opendtuDecoder.decode(endpoint, { body: bytes(body), receivedAt: AT }, { timeZone: "UTC" });
const volt = (v: unknown, u = "V") => ({ v, u, d: 1 });

function inverter(more: Readonly<Record<string, unknown>>): unknown {
  return { serial: "116100000001", data_age: 2, reachable: true, producing: true, ...more };
}

const kept = (topic: string, payload: string) =>
  JSON.stringify({ topic: `solar/116100000001/${topic}`, payload, at: AT, retained: true });
const list = (reachable: boolean) => [
  inverter({}),
  inverter({ serial: "2", reachable, poll_enabled: true }),
  inverter({ serial: "3", reachable: false, poll_enabled: false }),
];
const poll = (lastUpdateS: number, power: string) => [
  "solar/116100000001/status/reachable 1",
  "solar/116100000001/status/producing 1",
  `solar/116100000001/status/last_update ${lastUpdateS}`,
  `solar/116100000001/0/power ${power}`,
  "solar/116100000001/0/yieldtotal 12.5",
  "solar/116100000001/1/voltage 31.5",
];

describe("live data", () => {
  it("read groups of AC, DC and INV, with inputs from 0, and the unit of each value", () => {
    const { readings } = decode({
      inverters: [
        inverter({
          data_age_ms: 1_234,
          AC: { "0": { Power: volt(0.5, "kW"), Voltage: volt(230) } },
          DC: { "0": { Voltage: volt(31), Current: volt(2, "A") }, "1": { Voltage: volt(32) } },
          INV: { "0": { YieldTotal: volt(1.5, "MWh"), "Power DC": volt(520, "W") } },
        }),
      ],
    });
    expect(readings).toEqual([
      {
        deviceId: "116100000001",
        kind: "inverter",
        measuredAt: AT - 1_234,
        values: {
          acPower: 500,
          acVoltageL1: 230,
          dcVoltage1: 31,
          dcCurrent1: 2,
          dcVoltage2: 32,
          acEnergyTotal: 1_500_000,
          dcPower: 520,
          status: 4,
        },
      },
    ]);
  });

  it("read three phases", () => {
    const phases = {
      "Voltage Ph1-N": volt(231),
      "Voltage Ph3-N": volt(233),
      "Current Ph2": volt(1, "A"),
    };
    const [reading] = decode({ inverters: [inverter({ AC: { "0": phases } })] }).readings;
    expect(reading?.values).toMatchObject({ acVoltageL1: 231, acVoltageL3: 233, acCurrentL2: 1 });
  });

  it("keep what was measured before an inverter fell silent, at the time it was measured", () => {
    const silent = {
      reachable: false,
      data_age: 90,
      AC: { "0": { Power: volt(80, "W"), Voltage: volt(229) } },
    };
    expect(decode({ inverters: [inverter(silent)] }).readings).toMatchObject([
      { measuredAt: AT - 90_000, values: { acPower: 80, acVoltageL1: 229 } },
    ]);
  });

  it("keep a power of 0 that an inverter reports by itself", () => {
    const dawn = { producing: false, "0": { Power: volt(0, "W"), Voltage: volt(230) } };
    const [reading] = decode({ inverters: [inverter(dawn)] }).readings;
    expect(reading?.values).toMatchObject({ acPower: 0, status: 8 });
  });

  it("leave out unheard counters, unknown limits, null, and values in a strange unit", () => {
    const odd = {
      limit_relative: 0,
      limit_absolute: -1,
      AC: { "0": { Power: volt(null, "W"), Voltage: volt(230), Frequency: volt(50, "rpm") } },
      INV: { "0": { YieldTotal: volt(0, "kWh") } },
    };
    const { readings, problems } = decode({ inverters: [inverter(odd)] });
    expect(readings[0]?.values).toEqual({ acVoltageL1: 230, status: 4 });
    expect(problems.map(({ code }) => code)).toEqual(["unknown_unit", "sentinel", "sentinel"]);
  });

  it("after a restart are zeros of the gateway, though it calls the inverter reachable", () => {
    const fresh = {
      producing: false,
      limit_relative: 0,
      limit_absolute: 600,
      AC: { "0": { Power: volt(0, "W"), Voltage: volt(0) } },
      DC: { "0": { Voltage: volt(0), Current: volt(0, "A") } },
      INV: { "0": { YieldTotal: volt(0, "kWh"), Temperature: volt(0, "°C") } },
    };
    const total = { Power: volt(0, "W"), YieldDay: volt(0, "Wh"), YieldTotal: volt(0, "kWh") };
    const { readings, problems } = decode({ inverters: [inverter(fresh)], total });
    expect(readings).toEqual([]);
    expect(problems.map(({ code }) => code)).toContain("sentinel");
  });

  it("take yes and no as numbers and texts, too", () => {
    const silent = { reachable: 0, producing: "1", AC: { "0": { Voltage: volt(0) } } };
    expect(decode({ inverters: [inverter(silent)] }).readings).toEqual([]);
    const heard = { reachable: "true", producing: "1", AC: { "0": { Voltage: volt(230) } } };
    expect(decode({ inverters: [inverter(heard)] }).readings).toMatchObject([
      { values: { acVoltageL1: 230, status: 4 } },
    ]);
  });

  it("of an inverter that tells no voltage are measured all the same", () => {
    const [reading] = decode({
      inverters: [inverter({ AC: { "0": { Power: volt(7, "W") } } })],
    }).readings;
    expect(reading?.values).toEqual({ acPower: 7, status: 4 });
  });

  it("sum up only while every inverter that is asked answers", () => {
    const total = { Power: volt(10, "W"), YieldTotal: volt(1, "kWh") };
    const sums = (reachable: boolean) =>
      decode({ inverters: list(reachable), total }).readings.at(-1)?.values;
    expect(sums(true)).toEqual({ acPower: 10, acEnergyTotal: 1_000 });
    expect(sums(false)).toEqual({ acEnergyTotal: 1_000 });
  });

  it("without a time of receipt are refused", () => {
    const reply = { body: bytes({ inverters: [] }) };
    const { readings, problems } = opendtuDecoder.decode("livedata-status", reply, {
      timeZone: "UTC",
    });
    expect(readings).toEqual([]);
    expect(problems[0]?.code).toBe("time_missing");
  });
});

describe("limits", () => {
  it("of 0 are none before the inverter has told its own", () => {
    const reply = {
      "116100000001": { limit_relative: 0, max_power: 0, limit_set_status: "Unknown" },
      "116100000002": { limit_relative: 0, max_power: 600, limit_set_status: "Ok" },
      "116100000003": { limit_relative: 50, max_power: 600, limit_set_status: "Pending" },
    };
    const { readings, problems } = decode(reply, "limit-status");
    expect(readings.map(({ deviceId, values }) => [deviceId, values])).toEqual([
      ["116100000002", { powerLimit: 0 }],
      ["116100000003", { powerLimit: 0.5 }],
    ]);
    expect(problems).toMatchObject([{ path: "/116100000001", code: "sentinel" }]);
  });
});

describe("messages over MQTT", () => {
  it("of three phases have topics with spaces", () => {
    const lines = [
      "solar/138200000001/0/voltage ph1-n 231.5",
      "solar/138200000001/0/current ph2 1.25",
      JSON.stringify({ topic: "solar/138200000001/0/voltage ph3-n", payload: "233" }),
      "solar/138200000001/0/voltage ph1-ph2 400",
    ];
    const { readings, problems } = decode(lines.join("\n"), "mqtt");
    expect(readings).toMatchObject([
      {
        deviceId: "138200000001",
        values: { acVoltageL1: 231.5, acCurrentL2: 1.25, acVoltageL3: 233 },
      },
    ]);
    expect(problems).toMatchObject([{ code: "unknown_field" }]);
  });

  it("of one poll make one reading, at the time of last_update", () => {
    const { readings } = decode(
      [...poll(1_700_000_000, "81.5"), ...poll(1_700_000_005, "82")].join("\n"),
      "mqtt",
    );
    expect(readings).toEqual(
      [81.5, 82].map((acPower, index) => ({
        deviceId: "116100000001",
        kind: "inverter",
        measuredAt: 1_700_000_000_000 + index * 5_000,
        values: { acPower, acEnergyTotal: 12_500, dcVoltage1: 31.5, status: 4 },
      })),
    );
  });

  it("carry their own time where there is no last_update", () => {
    const line = JSON.stringify({
      topic: "a/b/116100000001/0/frequency",
      payload: "49.98",
      at: "2026-06-01T10:00:00Z",
    });
    expect(decode(line, "mqtt").readings).toMatchObject([
      { measuredAt: Date.UTC(2026, 5, 1, 10), values: { frequency: 49.98 } },
    ]);
  });

  it("that the broker kept are no new measurements without last_update", () => {
    const power = kept("0/power", "81.5");
    const undated = decode(power, "mqtt");
    expect(undated.readings).toEqual([]);
    expect(undated.problems[0]?.code).toBe("time_missing");
    const dated = [power, kept("status/last_update", "1700000000")].join("\n");
    expect(decode(dated, "mqtt").readings).toMatchObject([
      { measuredAt: 1_700_000_000_000, values: { acPower: 81.5 } },
    ]);
  });

  it("of an unreachable inverter, and empty ones, are no measurements", () => {
    const lines = [
      "solar/116100000001/status/reachable 0",
      "solar/116100000001/0/power 0",
      "solar/116100000001/0/yieldtotal 12.5",
      "solar/116100000002/0/power ",
      "solar/116100000002/0/yieldtotal 0",
      "solar/dtu/status online",
    ];
    const { readings, problems } = decode(lines.join("\n"), "mqtt");
    expect(readings.map(({ values }) => values)).toEqual([{ acEnergyTotal: 12_500 }]);
    expect(problems.map(({ code }) => code).toSorted()).toEqual([
      "sentinel",
      "sentinel",
      "unknown_field",
    ]);
  });

  it("of an input beyond those there are points for are told, not thrown at", () => {
    const { readings, problems } = decode("solar/116100000001/99/voltage 31", "mqtt");
    expect(readings).toEqual([]);
    expect(problems[0]?.code).toBe("unknown_field");
  });

  it("sum up under a key of their own", () => {
    expect(decode("solar/ac/power 140.8\nsolar/ac/is_valid 1", "mqtt").readings).toEqual([
      { deviceId: "site:opendtu", kind: "logger", measuredAt: AT, values: { acPower: 140.8 } },
    ]);
  });
});

describe("any body", () => {
  it("is decoded without a throw", () => {
    const bodies = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.json().map(bytes),
      fc
        .record({
          inverters: fc.array(
            fc.dictionary(fc.constantFrom("serial", "AC", "0", "1", "INV"), fc.jsonValue()),
          ),
        })
        .map(bytes),
    );
    const endpoints = fc.constantFrom("livedata-status", "limit-status", "mqtt");
    fc.assert(
      fc.property(bodies, endpoints, (body, endpoint) => {
        const { readings, problems } = opendtuDecoder.decode(
          endpoint,
          { body, receivedAt: AT },
          { timeZone: "UTC" },
        );
        expect(readings.length + problems.length).toBeGreaterThan(0);
      }),
    );
  });

  it("of an unknown endpoint is refused with the list of those there are", () => {
    expect(() => decode({}, "nonsense")).toThrow(/livedata-status/u);
  });
});
