import * as fc from "fast-check";
import { expect, test } from "vitest";
import { decode, RECEIVED_AT } from "./support/decode.ts";

type Entry = readonly [index: number, type: 4 | 8, value: bigint, channel?: number];

/** A datagram of a meter, put together after the EMETER protocol. */
function datagram(entries: readonly Entry[], serial = 3_004_567_890): Uint8Array {
  const length = 12 + entries.reduce((sum, [, type]) => sum + 4 + (type === 8 ? 8 : 4), 0);
  const bytes = new Uint8Array(16 + length + 4);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x53_4d_41_00);
  view.setUint32(4, 0x00_04_02_a0);
  view.setUint32(8, 1);
  view.setUint16(12, length);
  view.setUint16(14, 0x10);
  view.setUint16(16, 0x60_69);
  view.setUint32(20, serial);
  let at = 28;
  for (const [index, type, value, channel = 0] of entries) {
    view.setUint32(at, (channel << 24) | (index << 16) | (type << 8));
    if (type === 8) view.setBigUint64(at + 4, value);
    else view.setUint32(at + 4, Number(value));
    at += 4 + (type === 8 ? 8 : 4);
  }
  return bytes;
}

const METER: readonly Entry[] = [
  [1, 4, 0n],
  [1, 8, 3_600_000_000n],
  [2, 4, 12_345n],
  [2, 8, 7_200_000_000n],
  [3, 4, 99n],
  [14, 4, 49_987n],
  [31, 4, 5_400n],
  [32, 4, 230_150n],
  [72, 4, 0xff_ff_ff_ffn],
  [0, 4, 0x02_03_04_52n, 0x90],
];

test("a datagram: import and export in 0.1 W, counters in watt-seconds, the rest in thousandths", () => {
  expect(decode("speedwire-meter", datagram(METER)).readings).toEqual([
    {
      deviceId: "3004567890",
      kind: "meter",
      measuredAt: RECEIVED_AT,
      values: {
        gridImportPower: 0,
        gridImportEnergyTotal: 1_000_000,
        gridExportPower: 1_234.5,
        gridExportEnergyTotal: 2_000_000,
        frequency: 49.987,
        acCurrentL1: 5.4,
        acVoltageL1: 230.15,
      },
    },
  ]);
});

test("without a time of receipt there is no reading", () => {
  const { readings, problems } = decode("speedwire-meter", datagram(METER), "UTC", {});
  expect(readings).toEqual([]);
  expect(problems.map(({ code }) => code)).toEqual(["time_missing"]);
});

test("a datagram cut off anywhere, and any bytes, give nothing and say so", () => {
  const whole = datagram(METER);
  for (let length = 0; length < whole.length - 4; length += 1) {
    const { readings, problems } = decode("speedwire-meter", whole.subarray(0, length));
    expect(readings).toEqual([]);
    expect(problems[0]?.code).toBe("malformed");
  }
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 700 }), (bytes) => {
      const { readings, problems } = decode("speedwire-meter", bytes);
      expect(readings.length + problems.length).toBeGreaterThan(0);
    }),
  );
});

test("the right head with any values does not throw", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 600, maxLength: 600 }), (bytes) => {
      bytes.set(datagram([]).subarray(0, 28));
      new DataView(bytes.buffer, bytes.byteOffset).setUint16(12, 580);
      const { readings } = decode("speedwire-meter", bytes);
      const values = readings.flatMap((reading) => Object.values(reading.values));
      expect(values.every((value) => Number.isFinite(value))).toBe(true);
    }),
  );
});

test("a datagram that was kept as digits is the same", () => {
  const body = datagram(METER);
  const digits = Array.from(body, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const text = new TextEncoder().encode(`${digits}\n`);
  expect(decode("speedwire-meter", text)).toEqual(decode("speedwire-meter", body));
});

test("the power factor is told in thousandths", () => {
  const { readings } = decode("speedwire-meter", datagram([[13, 4, 994n]]));
  expect(readings[0]?.values).toEqual({ powerFactor: 0.994 });
});
