import * as fc from "fast-check";
import { expect, test } from "vitest";
import { solaredgeDecoder } from "../src/index.ts";
import { capture, hasCaptures } from "./support/captures.ts";
import { decode } from "./support/decode.ts";

const endpoints = solaredgeDecoder.endpoints.map(({ name }) => name);
const endpoint = fc.constantFrom(...endpoints);

test("any bytes and any JSON decode without throwing, and say so when they give nothing", () => {
  const bodies = fc.oneof(fc.uint8Array(), fc.jsonValue().map(encode));
  fc.assert(
    fc.property(endpoint, bodies, (name, body) => {
      const { readings, problems } = decode(name, body);
      expect(readings.length + problems.length).toBeGreaterThan(0);
    }),
  );
});

const wild = fc.oneof(fc.jsonValue(), fc.constantFrom("N/A", -1, 1e300, "2026-06-01 10:00:00"));

test("the right shape with any values does not throw", () => {
  const row = fc.record({ timestamp: wild, date: wild, value: wild });
  const series = fc.record({ unit: wild, resolution: wild, timeUnit: wild, values: fc.array(row) });
  const meters = fc.array(fc.record({ type: wild, meterType: wild, values: fc.array(row) }));
  const body = fc.record({
    unit: fc.constant("W"),
    values: fc.array(row),
    energy: series,
    power: series,
    inverters: fc.dictionary(
      fc.string(),
      fc.dictionary(fc.constantFrom("power", "voltage"), series),
    ),
    storage: fc.dictionary(fc.string(), fc.dictionary(fc.constantFrom("chargePower"), series)),
    powerDetails: fc.record({ unit: wild, timeUnit: wild, meters }),
    meterEnergyDetails: fc.record({ unit: wild, meters }),
  });
  fc.assert(
    fc.property(endpoint, body, (name, value) => {
      const { readings } = decode(name, value);
      const values = readings.flatMap((reading) => Object.values(reading.values));
      expect(values.every((number) => Number.isFinite(number))).toBe(true);
    }),
    { numRuns: 50 },
  );
});

const FILES = [
  ["site-energy", "v2/energy.json"],
  ["inverters-telemetry", "v2-documented/inverters_telemetry.json"],
  ["v1-inverter-data", "v1/inverterTechnicalData.json"],
] as const;

// Without the recorded replies beside the repository there is nothing to cut.
test.skipIf(!hasCaptures).each(FILES)(
  "%s cut off anywhere gives nothing, not zeros",
  (name, file) => {
    const whole = capture(file);
    const end = whole.findLastIndex((byte) => byte === 0x7d);
    for (let length = 0; length < end; length += 97) {
      const { readings, problems } = decode(name, whole.subarray(0, length));
      expect(readings).toEqual([]);
      expect(problems[0]?.code).toBe("malformed");
    }
  },
);

test("an unknown endpoint lists those there are", () => {
  expect(() => decode("nothing", {})).toThrow(/inverters-telemetry/u);
});

function encode(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
