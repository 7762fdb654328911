import * as fc from "fast-check";
import { expect, test } from "vitest";
import { growattDecoder } from "../src/index.ts";
import { bytesOf, decode, fixture } from "./support/decode.ts";

const endpoint = fc.constantFrom(...growattDecoder.endpoints.map(({ name }) => name));

test("any bytes and any JSON decode without throwing, and say so when they give nothing", () => {
  const bodies = fc.oneof(fc.uint8Array(), fc.jsonValue().map(bytesOf));
  fc.assert(
    fc.property(endpoint, bodies, (name, body) => {
      const { readings, problems } = decode(name, body);
      expect(readings.length + problems.length).toBeGreaterThan(0);
    }),
  );
});

const NAMES = ["pac", "eacTotal", "fac", "vac1", "iac1", "soc", "pcharge1", "pacToGridTotal"];
const names = fc.constantFrom(
  ...NAMES,
  "time",
  "statusText",
  "power",
  "date",
  "energy",
  "timezone",
);
const wild = fc.oneof(fc.jsonValue(), fc.constantFrom("N/A", -1, 1e300, "2026-06-01 14:00:00"));

test("the right shape with any values does not throw, and gives finite numbers only", () => {
  const record = fc.dictionary(names, wild);
  const list = fc.array(record);
  const data = fc.oneof(
    record,
    fc.record({ datas: list }),
    fc.record({ powers: list }),
    fc.record({ energys: list }),
    fc.record({ min: list }),
  );
  fc.assert(
    fc.property(endpoint, data, (name, value) => {
      const values = decode(name, { error_code: 0, code: 0, data: value }).readings.flatMap(
        (reading) => Object.values(reading.values),
      );
      expect(values.every((number) => Number.isFinite(number))).toBe(true);
    }),
  );
});

test("a missing value is never 0", () => {
  const missing = fc.constantFrom(null, "", "--", "N/A", "null");
  const value = fc.oneof(missing, fc.integer({ min: 1, max: 90 }));
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...NAMES), value), (record) => {
      const row = { ...record, time: "2026-06-01 14:00:00", vpv1: 5 };
      const { readings } = decode("tlx-last-data", { error_code: 0, data: row });
      for (const reading of readings) expect(Object.values(reading.values)).not.toContain(0);
    }),
  );
});

test.each(["tlx-last-data", "inverter-data", "plant-power"])(
  "%s cut off anywhere gives nothing, not zeros",
  (name) => {
    const whole = fixture(name);
    const end = whole.findLastIndex((byte) => byte === 0x7d);
    for (let length = 0; length < end; length += 7) {
      const { readings, problems } = decode(name, whole.subarray(0, length));
      expect(readings).toEqual([]);
      expect(problems[0]?.code).toBe("malformed");
    }
  },
);
