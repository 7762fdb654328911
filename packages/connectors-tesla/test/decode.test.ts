import { existsSync, readFileSync } from "node:fs";
import type { DecodeResult } from "@solarmon/connectors-kit";
import { teslaDecoder } from "@solarmon/connectors-tesla";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

const CAPTURES = new URL("../../../../shared/fixtures/tesla/", import.meta.url);
const AT = Date.UTC(2026, 5, 1, 12);
const NAMES = teslaDecoder.endpoints.map(({ name }) => name);

function decode(endpoint: string, body: Uint8Array): DecodeResult {
  return teslaDecoder.decode(endpoint, { body, receivedAt: AT }, { timeZone: "UTC" });
}

function decodeJson(endpoint: string, body: unknown): DecodeResult {
  return decode(endpoint, new TextEncoder().encode(JSON.stringify(body)));
}

/** Read from the payloads by eye. 15:29:58+13:00 is 02:29:58 UTC. */
const SITE_AT = Date.UTC(2023, 10, 9, 2, 29, 58, 878);
const ROWS = [
  [
    "meters-aggregates",
    "local-gateway/meters-aggregates-01.json",
    "site",
    SITE_AT,
    {
      gridImportPower: 0,
      gridExportPower: 3395.840087890625,
      gridImportEnergyTotal: 65855958.639724895,
      gridExportEnergyTotal: 1797670.3019573241,
    },
  ],
  [
    "meters-aggregates",
    "local-gateway/meters-aggregates-01.json",
    "battery",
    SITE_AT + 19,
    { batteryPower: -123 },
  ],
  [
    "meters-aggregates",
    "local-gateway/meters-aggregates-01.json",
    "solar",
    SITE_AT - 77,
    { acPower: 4103.22021484375, acEnergyTotal: 23368955.42945459 },
  ],
  [
    "meters-aggregates",
    "local-gateway/meters-aggregates-01.json",
    "load",
    SITE_AT - 77,
    { loadPower: 719.15976845366 },
  ],
  [
    "system-status-soe",
    "local-gateway/system_status-soe-01.json",
    "battery",
    AT,
    { batterySoc: 87.5 },
  ],
  [
    "system-status",
    "local-gateway/system_status-01.json",
    "TG118095000R1E",
    AT,
    { batteryPower: 2860, frequency: 50.024 },
  ],
  [
    "vitals",
    "vitals/vitals-latest.json",
    "1538100-00-F--XXXXXXXXXX",
    1645914595000,
    {
      acPower: 2120,
      acEnergyTotal: 3262340,
      dcVoltage3: 281.2,
      dcCurrent4: 2.63,
      dcPower: 562 + 749 + 735,
    },
  ],
  [
    "vitals",
    "vitals/vitals-older.json",
    "1081100-10-U--Txxxxxxxxxx",
    1642742952000,
    { batteryPower: -650 },
  ], // 0.65 kW of discharge
  [
    "vitals",
    "vitals/vitals-older.json",
    "1493315-01-F--JBLxxxxxxxxxxx",
    1642742952000,
    {
      gridExportPower: 24,
      gridImportPower: 0,
      gridImportEnergyTotal: 2600971,
      gridExportEnergyTotal: 530366,
    },
  ], // 433 − 457 + 0
] as const;

describe.skipIf(!existsSync(CAPTURES))("captures (skipped without ../shared)", () => {
  it.each(ROWS)("%s %s %s", (endpoint, path, deviceId, measuredAt, values) => {
    const { readings } = decode(endpoint, readFileSync(new URL(path, CAPTURES)));
    const found = readings.find(
      (row) => row.deviceId === deviceId && row.measuredAt === measuredAt,
    );
    expect(found?.values).toMatchObject(values);
  });

  it("know the charge of a pack by what is left of what fits", () => {
    const body = readFileSync(new URL("local-gateway/system_status-01.json", CAPTURES));
    expect(decode("system-status", body).readings[0]?.values["batterySoc"]).toBeCloseTo(
      (12366 / 14015) * 100,
    );
  });

  it.each(ROWS)("cut off are refused: %s %s %s", (endpoint, path) => {
    const body = readFileSync(new URL(path, CAPTURES));
    const { readings, problems } = decode(endpoint, body.subarray(0, body.length - 5));
    expect(readings).toEqual([]);
    expect(problems).toMatchObject([{ code: "malformed" }]);
  });
});

describe("a sum", () => {
  const at = { lastCommunicationTime: 1_645_914_595 };

  it("of transformers or strings is not known while one of them tells nothing", () => {
    const { readings } = decodeJson("vitals", {
      "TESYNC--1--A": {
        ...at,
        METER_X_CTA_InstRealPower: 5,
        METER_X_CTB_I: 1,
        METER_X_LifetimeEnergyImport: 9,
      },
      "PVAC--1--B": {
        ...at,
        PVAC_Pout: 3,
        PVAC_PVMeasuredPower_A: 4,
        PVAC_PVMeasuredVoltage_A: 300,
        PVAC_PVMeasuredVoltage_B: 310,
      },
    });
    expect(readings.map(({ values }) => values)).toEqual([
      { gridImportEnergyTotal: 9 },
      { acPower: 3, dcVoltage1: 300, dcVoltage2: 310 },
    ]);
  });

  it("is not stamped with a time that no clock shows", () => {
    const { readings, problems } = decodeJson("vitals", {
      "PVAC--1--B": { lastCommunicationTime: 1e300, PVAC_Pout: 3 },
    });
    expect(readings).toEqual([]);
    expect(problems).toMatchObject([{ code: "time_missing" }]);
  });
});

describe("what other gateways say", () => {
  it("is 0 Hz beside a voltage, where they tell no frequency", () => {
    const site = {
      last_communication_time: "2026-06-01T12:00:00+00:00",
      instant_power: 27,
      instant_average_voltage: 211,
      frequency: 0,
    };
    const { readings, problems } = decodeJson("meters-aggregates", { site });
    expect(readings[0]?.values).toEqual({ gridImportPower: 27, gridExportPower: 0 });
    expect(problems).toContainEqual(
      expect.objectContaining({ path: "/site/frequency", code: "sentinel" }),
    );
  });

  it("is 0 Wh left of a Powerwall that is switched off, which is no charge of 0 %", () => {
    const nothing = { p_out: null, v_out: null, f_out: null };
    const left = { nominal_energy_remaining: 0, nominal_full_pack_energy: 14_000 };
    const battery_blocks = [
      { PackageSerialNumber: "A", ...nothing, ...left },
      { PackageSerialNumber: "B", p_out: 0, v_out: 230, f_out: 50, ...left },
    ];
    const { readings, problems } = decodeJson("system-status", { battery_blocks });
    expect(readings.map(({ deviceId, values }) => [deviceId, values])).toEqual([
      ["B", { batteryPower: 0, frequency: 50, batterySoc: 0 }],
    ]);
    expect(problems.map(({ code }) => code)).toContain("sentinel");
  });

  it("is the same serial number of two Powerwalls, and neither hides the other", () => {
    const battery_blocks = [
      { PackageSerialNumber: "X", p_out: -10 },
      { PackageSerialNumber: "X", p_out: -20 },
    ];
    const { readings, problems } = decodeJson("system-status", { battery_blocks });
    expect(readings).toMatchObject([
      { deviceId: "X", values: { batteryPower: 10 } },
      { deviceId: "X/2", values: { batteryPower: 20 } },
    ]);
    expect(problems).toMatchObject([{ path: "/battery_blocks/1", code: "malformed" }]);
  });
});

describe("what is missing", () => {
  it("is a section that was never heard of", () => {
    const solar = {
      last_communication_time: "0001-01-01T00:00:00Z",
      instant_power: 0,
      energy_exported: 0,
    };
    const { readings, problems } = decodeJson("meters-aggregates", { solar });
    expect(readings).toEqual([]);
    expect(problems).toMatchObject([
      { path: "/solar/last_communication_time", code: "time_missing" },
    ]);
  });

  it("never becomes 0", () => {
    const { readings } = decodeJson("vitals", {
      "PVAC--1--A": {
        lastCommunicationTime: 1645914595,
        PVAC_Pout: null,
        PVAC_PVMeasuredPower_A: 5,
        PVAC_PVMeasuredPower_B: null,
      },
      "TEPOD--1--B": {
        lastCommunicationTime: 1645914595,
        POD_nom_energy_remaining: 5,
        POD_nom_full_pack_energy: 0,
      },
      "TESYNC--1--C": {
        lastCommunicationTime: 1645914595,
        METER_X_CTA_InstRealPower: 5,
        METER_X_CTB_InstRealPower: null,
      },
    });
    expect(readings).toEqual([]);
  });

  it("is explained when the gateway refuses", () => {
    expect(
      decodeJson("vitals", { code: 404, error: "File Not Found", message: "File Not Found" }),
    ).toMatchObject({
      readings: [],
      problems: [{ code: "vendor_error", detail: "File Not Found" }],
    });
  });
});

describe("any body", () => {
  it("of bytes throws nothing", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...NAMES),
        fc.uint8Array({ maxLength: 200 }),
        (endpoint, body) => {
          const { readings, problems } = decode(endpoint, body);
          expect(readings.length + problems.length).toBeGreaterThan(0);
        },
      ),
    );
  });

  it("of JSON throws nothing and measures nothing", () => {
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), fc.jsonValue(), (endpoint, body) => {
        expect(decodeJson(endpoint, body).readings).toEqual([]);
      }),
    );
  });
});

it("names the endpoints there are when asked for another", () => {
  expect(() => decodeJson("nope", {})).toThrow(/meters-aggregates/u);
});
