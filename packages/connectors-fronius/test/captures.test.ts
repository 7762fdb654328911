import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { capture, captureUrl, decodeBytes, HAS_CAPTURES } from "./fixtures.ts";

interface Row {
  readonly file: string;
  readonly endpoint: string;
  readonly deviceId: string;
  readonly kind: string;
  readonly at: string;
  readonly values: Readonly<Record<string, number>>;
  readonly missing?: readonly string[];
}

/** Read from the replies by eye. */
const ROWS: readonly Row[] = [
  {
    file: "symo/GetInverterRealtimeData_Device_1.json",
    endpoint: "inverter-data",
    deviceId: "inverter:1",
    kind: "inverter",
    at: "2021-10-07T10:01:17+02:00",
    values: {
      acPower: 1190,
      acEnergyTotal: 44_188_000,
      acEnergyToday: 1113,
      frequency: 49.94,
      acVoltageL1: 227.9,
      dcVoltage1: 518,
      dcCurrent1: 2.19,
      status: 4,
      faultCode: 0,
    },
    missing: ["acCurrentL1", "dcVoltage2"],
  },
  {
    // Night: the AC side is absent, which is no 0; 307 is the evening's own code.
    file: "symo/GetInverterRealtimeData_Device_1_night.json",
    endpoint: "inverter-data",
    deviceId: "inverter:1",
    kind: "inverter",
    at: "2021-10-06T21:16:59+02:00",
    values: { acEnergyTotal: 44_186_900, dcVoltage1: 16, dcCurrent1: 0, status: 2, faultCode: 307 },
    missing: ["acPower", "frequency", "acVoltageL1"],
  },
  {
    // Null energies of the day; three inputs of which one is not there.
    file: "gen24_storage/GetInverterRealtimeData_Device_1.json",
    endpoint: "inverter-data",
    deviceId: "inverter:1",
    kind: "inverter",
    at: "2021-11-28T13:51:45Z",
    values: { acPower: 250.909, dcVoltage2: 318.81, dcCurrent2: 0.3564, status: 4 },
    missing: ["acEnergyToday", "dcVoltage3", "dcCurrent3"],
  },
  {
    // At the feed-in point + is import; the meter has its own clock.
    file: "gen24_storage/GetMeterRealtimeData.json",
    endpoint: "meter-data",
    deviceId: "1234567890",
    kind: "meter",
    at: "2021-11-28T13:06:53Z",
    values: {
      gridImportPower: 487.7,
      gridExportPower: 0,
      gridImportEnergyTotal: 1_247_204,
      gridExportEnergyTotal: 1_705_128,
      acVoltageL2: 225.6,
      acCurrentL3: 0.645,
      powerFactor: 0.698,
      reactivePower: -501.5,
    },
  },
  {
    // A meter in the load path: negative is consumption.
    file: "pyfronius-v1/GetMeterRealtimeData.cgi__Scope-Device_DeviceId-0.json",
    endpoint: "meter-data",
    deviceId: "meter:0",
    kind: "meter",
    at: "2019-01-10T22:33:13Z",
    values: { loadPower: 367.722145 },
    missing: ["gridImportPower", "gridExportPower"],
  },
  {
    file: "gen24_storage/GetStorageRealtimeData.json",
    endpoint: "storage-data",
    deviceId: "P030T020Z2001234567",
    kind: "battery",
    at: "2021-11-28T13:10:56Z",
    values: { batterySoc: 4.6, internalTemperature: 21.5, dcVoltage1: 0 },
    missing: ["batteryPower"],
  },
  {
    // P_Akku 211 discharges: negative with us.
    file: "gen24-hybrid-evening/GetPowerFlowRealtimeData.json",
    endpoint: "powerflow",
    deviceId: "site:local/battery",
    kind: "battery",
    at: "2023-12-26T19:33:49Z",
    values: { batteryPower: -211.133, batterySoc: 14.7 },
  },
  {
    file: "gen24-hybrid-evening/GetPowerFlowRealtimeData.json",
    endpoint: "powerflow",
    deviceId: "site:local",
    kind: "meter",
    at: "2023-12-26T19:33:49Z",
    values: { gridImportPower: 60.7, gridExportPower: 0, loadPower: 221.3998 },
  },
  {
    file: "gen24-hybrid-evening/GetPowerFlowRealtimeData.json",
    endpoint: "powerflow",
    deviceId: "inverter:1",
    kind: "inverter",
    at: "2023-12-26T19:33:49Z",
    values: { acPower: 176.5325, acEnergyTotal: 479_059.2994, dcPower: 1.1641 },
    missing: ["acEnergyToday"],
  },
  {
    file: "pyfronius-v1/GetPowerFlowRealtimeData.fcgi.json",
    endpoint: "powerflow",
    deviceId: "inverter:1",
    kind: "inverter",
    at: "2019-01-10T23:33:12+01:00",
    values: { acEnergyTotal: 26_213_502 },
    missing: ["acPower", "dcPower"],
  },
];

const ENDPOINTS: readonly (readonly [RegExp, string])[] = [
  [/PowerFlow/u, "powerflow"],
  [/InverterReal/u, "inverter-data"],
  [/MeterReal/u, "meter-data"],
  [/StorageReal/u, "storage-data"],
  [/OhmPilotReal/u, "ohmpilot-data"],
  [/InverterInfo/u, "inverter-info"],
  [/ActiveDevice/u, "active-devices"],
  [/LoggerInfo/u, "logger-info"],
  [/LoggerLED/u, "logger-leds"],
  [/APIVersion/u, "api-version"],
];

function captures(): readonly (readonly [file: string, endpoint: string])[] {
  return readdirSync(captureUrl(), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".json"))
    .map((file) => [file, ENDPOINTS.find(([pattern]) => pattern.test(file))?.[1] ?? file]);
}

describe.skipIf(!HAS_CAPTURES)("captures (need the files beside the repository)", () => {
  it.each(ROWS)(
    "$file: $deviceId",
    ({ file, endpoint, deviceId, kind, at, values, missing = [] }) => {
      const { readings } = decodeBytes(endpoint, capture(file));
      const reading = readings.find((each) => each.deviceId === deviceId);
      expect(reading).toMatchObject({ kind, measuredAt: Date.parse(at) });
      for (const [point, value] of Object.entries(values))
        expect(reading?.values[point] ?? Number.NaN).toBeCloseTo(value, 3);
      for (const point of missing) expect(reading?.values).not.toHaveProperty(point);
    },
  );

  it("marks what a pulse meter only allows to guess", () => {
    const file = "pyfronius-v1/GetPowerFlowRealtimeData.fcgi.json";
    const { readings } = decodeBytes("powerflow", capture(file));
    expect(readings.find(({ deviceId }) => deviceId === "site:local")).toMatchObject({
      quality: 1,
    });
  });

  it("give readings when they measure, and a reason when they do not", () => {
    for (const [file, endpoint] of captures()) {
      const { readings, problems } = decodeBytes(endpoint, capture(file));
      expect([file, readings.length > 0]).toEqual([
        file,
        /RealtimeData/u.test(file) && !/Ohm/u.test(file),
      ]);
      expect(readings.length + problems.length).toBeGreaterThan(0);
    }
  });

  it("cut off anywhere are refused as malformed", () => {
    for (const [file, endpoint] of captures().filter(([name]) => /RealtimeData/u.test(name))) {
      const body = capture(file);
      const end = new TextDecoder().decode(body).trimEnd().length;
      for (let length = 0; length < end; length += 61) {
        const { readings, problems } = decodeBytes(endpoint, body.subarray(0, length));
        expect(readings).toEqual([]);
        expect(problems.length).toBeGreaterThan(0);
      }
    }
  });
});
