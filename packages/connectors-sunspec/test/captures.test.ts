import { readdirSync } from "node:fs";
import { sunspecDecoder } from "@solarmon/connectors-sunspec";
import { describe, expect, it } from "vitest";
import { capture, captureUrl, HAS_CAPTURES } from "./fixtures.ts";

const AT = Date.UTC(2026, 5, 1, 12);
const decode = (path: string) =>
  sunspecDecoder.decode("registers", { body: capture(path), receivedAt: AT }, { timeZone: "UTC" });

interface Row {
  readonly file: string;
  readonly deviceId: string;
  readonly kind: string;
  readonly values: Readonly<Record<string, number>>;
  readonly missing?: readonly string[];
}

/** Read from the registers by eye: words, two's complement, scale factors. */
const ROWS: readonly Row[] = [
  {
    // A 28 SF −2; PF 642 SF −1 is a percentage; Conn is off, and no limit is switched on.
    file: "fronius-ig-plus-model101-a.txt",
    deviceId: "50.213262",
    kind: "inverter",
    values: {
      acPower: 45,
      acEnergyTotal: 76_476_022,
      acCurrentL1: 0.28,
      acVoltageL1: 249,
      powerFactor: 0.642,
      dcPower: 36.96,
      dcVoltage1: 231,
      status: 4,
      powerLimit: 1,
    },
    missing: ["acVoltageL2", "acCurrentL3", "internalTemperature"],
  },
  {
    // Night: W 0 is measured; the cabinet's sensor is not fitted and the heat sink's sleeps.
    file: "solaredge-se33k-a1.txt",
    deviceId: "7E1240CC",
    kind: "inverter",
    values: { acPower: 0, acEnergyTotal: 17_129_352, frequency: 59.99, status: 2 },
    missing: ["internalTemperature", "faultCode"],
  },
  {
    // PF −9987 SF −2 is −99.87 %; TmpSnk 5531 SF −2.
    file: "solaredge-se33k-a2.txt",
    deviceId: "7E1240CC",
    kind: "inverter",
    values: {
      acPower: 24_767,
      acEnergyTotal: 17_534_384,
      reactivePower: -1235,
      powerFactor: -0.9987,
      internalTemperature: 55.31,
      dcPower: 25_144,
    },
  },
  {
    // PF −998 SF −3 is a share here; the DC side is in 160 alone, so its power is the sum of six inputs.
    file: "sma-inverter-17-models-a.txt",
    deviceId: "3009060251",
    kind: "inverter",
    values: {
      acPower: 14_470,
      powerFactor: -0.998,
      dcPower: 14_200,
      dcVoltage1: 602,
      dcCurrent1: 3.3,
      dcVoltage6: 363,
      dcCurrent6: 6.8,
    },
    missing: ["dcVoltage7", "powerLimit"],
  },
  {
    // A consuming meter: W + is import; the export counter has never counted.
    file: "veris-e51c2-203.txt",
    deviceId: "4E4C3699",
    kind: "meter",
    values: {
      gridImportPower: 6540,
      gridExportPower: 0,
      gridImportEnergyTotal: 906_630,
      powerFactor: 0.9925,
      acCurrentL1: 26.81,
    },
    missing: ["gridExportEnergyTotal"],
  },
  {
    // InvSt 3 of 701 is "running", 4 as 10x counts; SoC 100 of 713.
    file: "outback-ieee1547-701-715.txt",
    deviceId: "OGHI2232F0100079",
    kind: "inverter",
    values: { acPower: 0, acVoltageL1: 120.04, frequency: 60, status: 4, internalTemperature: 57 },
  },
  {
    file: "outback-ieee1547-701-715.txt",
    deviceId: "OGHI2232F0100079/battery",
    kind: "battery",
    values: { batterySoc: 100 },
    missing: ["batteryPower"],
  },
  {
    // Counting numbers in place of weather: what no weather can be is refused, the rest is kept.
    file: "rainwise-307-302-303.txt",
    deviceId: "123456",
    kind: "weather",
    values: { ghi: 257, poaIrradiance: 258, moduleTemperature: 23.4, snowDepth: 2.09 },
    missing: ["ambientTemperature", "windSpeed"],
  },
];

describe.skipIf(!HAS_CAPTURES)("captures (need the files beside the repository)", () => {
  it.each(ROWS)("$file: $deviceId", ({ file, deviceId, kind, values, missing = [] }) => {
    const reading = decode(`registers/${file}`).readings.find((each) => each.deviceId === deviceId);
    expect(reading).toMatchObject({ kind, measuredAt: AT });
    for (const [point, value] of Object.entries(values))
      expect(reading?.values[point] ?? Number.NaN).toBeCloseTo(value, 9);
    for (const point of missing) expect(reading?.values).not.toHaveProperty(point);
  });

  it("gives readings or a reason for every dump", () => {
    for (const folder of ["registers", "modbus-proprietary"])
      for (const file of readdirSync(new URL(`${folder}/`, captureUrl()))) {
        const { readings, problems } = decode(`${folder}/${file}`);
        const isTelemetry = folder === "registers" && file !== "rainwise-304.txt";
        expect([file, readings.length > 0]).toEqual([file, isTelemetry]);
        expect(isTelemetry || problems.length > 0).toBe(true);
      }
  });

  it("counts on as the same inverter wakes, works and rests", () => {
    const counters = ["a1", "a2", "a3"].map(
      (moment) =>
        decode(`registers/solaredge-se33k-${moment}.txt`).readings[0]?.values["acEnergyTotal"],
    );
    expect(counters).toEqual([17_129_352, 17_534_384, 18_048_014]);
  });

  it("reads a map the same at another base address", () => {
    expect(decode("registers/veris-e51c2-203-base1000.txt").readings).toEqual(
      decode("registers/veris-e51c2-203.txt").readings,
    );
  });

  it("cut-off dumps give fewer values, never other ones", () => {
    const body = capture("registers/sma-inverter-17-models-a.txt");
    const whole = decode("registers/sma-inverter-17-models-a.txt").readings[0]?.values ?? {};
    for (let end = 0; end < body.length; end += 97) {
      const reply = { body: body.subarray(0, end), receivedAt: AT };
      const { readings } = sunspecDecoder.decode("registers", reply, { timeZone: "UTC" });
      for (const [point, value] of Object.entries(readings[0]?.values ?? {}))
        expect([end, point, value]).toEqual([end, point, whole[point]]);
    }
  });
});
