import { opendtuDecoder } from "@solarmon/connectors-opendtu";
import { describe, expect, it } from "vitest";
import { capture, HAS_CAPTURES } from "./fixtures.ts";

const AT = Date.UTC(2026, 5, 1, 12);
const decodeBytes = (body: Uint8Array, endpoint = "livedata-status") =>
  opendtuDecoder.decode(endpoint, { body, receivedAt: AT }, { timeZone: "UTC" });
const decode = (path: string, endpoint?: string) => decodeBytes(capture(path), endpoint);

/** Read from the reply by eye: the HM-600's first input has no module. */
const FLAT_READINGS = [
  {
    deviceId: "11418186xxxx",
    kind: "inverter",
    measuredAt: AT - 4_000,
    values: {
      acPower: 70.7,
      acVoltageL1: 233,
      acCurrentL1: 0.3,
      dcPower: 74,
      acEnergyToday: 23,
      acEnergyTotal: 150_505,
      frequency: 50.02,
      internalTemperature: 8.3,
      powerFactor: 1,
      reactivePower: 0.1,
      dcVoltage1: 1,
      dcCurrent1: 0.02,
      dcVoltage2: 42.4,
      dcCurrent2: 1.74,
      powerLimit: 1,
      status: 4,
    },
  },
  {
    deviceId: "11418180xxxx",
    kind: "inverter",
    measuredAt: AT - 11_000,
    values: {
      acPower: 70.1,
      acVoltageL1: 233.1,
      acCurrentL1: 0.3,
      dcPower: 73.6,
      acEnergyToday: 48,
      acEnergyTotal: 48_540,
      frequency: 50.02,
      internalTemperature: 11.4,
      powerFactor: 1,
      reactivePower: 0.1,
      dcVoltage1: 39.1,
      dcCurrent1: 0.93,
      dcVoltage2: 40.8,
      dcCurrent2: 0.91,
      powerLimit: 1,
      status: 4,
    },
  },
  {
    deviceId: "site:opendtu",
    kind: "logger",
    measuredAt: AT - 4_000,
    values: { acPower: 140.8, acEnergyToday: 71, acEnergyTotal: 199_045 },
  },
];

describe.skipIf(!HAS_CAPTURES)("captures (need the files beside the repository)", () => {
  it.each(["livedata_status.json", "livedata_status_2.json"])("of 2022: %s", (file) => {
    expect(decode(`webapi-2022-11/${file}`).readings).toEqual(FLAT_READINGS);
  });

  it("of 2025 with details, at night: zeros of the gateway are no measurements", () => {
    const { readings, problems } = decode("webapi-2025/livedata_status_inv.json");
    const measuredAt = AT - 30_824_000;
    const values = { acEnergyTotal: 2_515_606 };
    expect(readings).toEqual([
      { deviceId: "1161716xxxxx", kind: "inverter", measuredAt, values },
      { deviceId: "site:opendtu", kind: "logger", measuredAt, values },
    ]);
    expect(problems).toMatchObject([
      { path: "/inverters/0", code: "sentinel" },
      { path: "/total", code: "sentinel" },
    ]);
  });

  it.each([
    ["livedata_status.json", 30_636],
    ["livedata_status_2.json", 30_687],
  ])("of 2025, the short list: %s", (file, ageS) => {
    const { readings, problems } = decode(`webapi-2025/${file}`);
    expect(readings).toEqual([
      {
        deviceId: "site:opendtu",
        kind: "logger",
        measuredAt: AT - ageS * 1_000,
        values: { acEnergyTotal: 2_515_606 },
      },
    ]);
    expect(problems.filter(({ code }) => code === "no_telemetry")).toHaveLength(3);
  });

  it.each(["webapi-2022-11", "webapi-2025"])("of limits: %s", (folder) => {
    const { readings } = decode(`${folder}/limit_status.json`, "limit-status");
    expect(readings.map(({ deviceId, values }) => [deviceId, values])).toEqual([
      ["11418186xxxx", { powerLimit: 1 }],
      ["11418180xxxx", { powerLimit: 1 }],
    ]);
  });

  it.each([
    "webapi-2022-11/ntp_config.json",
    "webapi-2022-11/post_limit_config.json",
    "webapi-2025/eventlog_status_inv.json",
  ])("without telemetry are refused with a reason: %s", (file) => {
    const { readings, problems } = decode(file);
    expect(readings).toEqual([]);
    expect(problems[0]?.code).toBe("missing_field");
  });

  it("cut off give nothing, and say so", () => {
    const body = capture("webapi-2022-11/livedata_status.json");
    for (let end = 0; end < body.length; end += 61) {
      const { readings, problems } = decodeBytes(body.subarray(0, end));
      expect(readings).toEqual([]);
      expect(problems[0]?.code).toBe("malformed");
    }
  });
});
