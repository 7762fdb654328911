import * as fc from "fast-check";
import { expect, test } from "vitest";
import { victronDecoder } from "../src/index.ts";
import { bytesOf, decode, fixture } from "./support/decode.ts";

const endpoint = fc.constantFrom(...victronDecoder.endpoints.map(({ name }) => name));

test("any bytes and any JSON decode without throwing, and say so when they give nothing", () => {
  const bodies = fc.oneof(fc.uint8Array(), fc.jsonValue().map(bytesOf));
  fc.assert(
    fc.property(endpoint, bodies, (name, body) => {
      const { readings, problems } = decode(name, body);
      expect(readings.length + problems.length).toBeGreaterThan(0);
    }),
  );
});

const wild = fc.oneof(fc.jsonValue(), fc.constantFrom(false, -1, 1e300, 1_780_315_500, "%.0f W"));
const codes = fc.constantFrom("Pc", "Pb", "Pg", "Gc", "Gb", "Bc", "Bg", "gc", "Pdc", "bs", "evE");
const paths = fc.constantFrom("/Dc/Pv/Power", "/Ac/Grid/L1/Power", "/State", "/Soc", "/Ac/Power");

test("the right shape with any values does not throw, and gives finite numbers only", () => {
  const rows = fc.array(fc.array(wild, { maxLength: 4 }));
  const series = fc.dictionary(codes, fc.oneof(rows, wild));
  const record = fc.record({
    timestamp: wild,
    dbusServiceType: fc.constantFrom("system", "solarcharger", "battery", "grid"),
    dbusPath: paths,
    rawValue: wild,
    formatWithUnit: wild,
  });
  fc.assert(
    fc.property(endpoint, fc.oneof(series, fc.array(record)), (name, records) => {
      const values = decode(name, { success: true, records }).readings.flatMap((reading) =>
        Object.values(reading.values),
      );
      expect(values.every((number) => Number.isFinite(number))).toBe(true);
    }),
  );
});

test("what is missing is never 0", () => {
  const start = Date.parse("2026-06-01T10:00:00Z");
  const value = fc.oneof(fc.constantFrom(null, false, "", "--"), fc.integer({ min: 1, max: 90 }));
  const series = fc.oneof(
    fc.constant(false),
    fc.array(value).map((all) => all.map((one, index) => [start + index * 3_600_000, one])),
  );
  // Only sums of one direction: a battery that takes what it gives is at 0 by right.
  const records = fc.dictionary(fc.constantFrom("Pc", "Pb", "Pg", "Gc", "Pdc", "bs"), series);
  fc.assert(
    fc.property(records, (all) => {
      for (const reading of decode("stats", { success: true, records: all }).readings)
        expect(Object.values(reading.values)).not.toContain(0);
    }),
  );
});

test.each([
  ["diagnostics", "diagnostics"],
  ["stats", "live-feed"],
])("%s cut off anywhere gives nothing, not zeros", (name, file) => {
  const whole = fixture(file);
  const end = whole.findLastIndex((byte) => byte === 0x7d);
  for (let length = 0; length < end; length += 13) {
    const { readings, problems } = decode(name, whole.subarray(0, length));
    expect(readings).toEqual([]);
    expect(problems[0]?.code).toBe("malformed");
  }
});
