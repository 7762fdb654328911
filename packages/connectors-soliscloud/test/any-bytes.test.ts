import * as fc from "fast-check";
import { expect, test } from "vitest";
import { soliscloudDecoder } from "../src/index.ts";
import { capture, hasCaptures } from "./support/captures.ts";
import { decode, RECEIVED_AT } from "./support/decode.ts";

const endpoint = fc.constantFrom(...soliscloudDecoder.endpoints.map(({ name }) => name));

test("any bytes and any JSON decode without throwing, and say so when they give nothing", () => {
  const bodies = fc.oneof(fc.uint8Array(), fc.jsonValue().map(encode));
  fc.assert(
    fc.property(endpoint, bodies, (name, body) => {
      const { readings, problems } = decode(name, body);
      expect(readings.length + problems.length).toBeGreaterThan(0);
    }),
  );
});

const wild = fc.oneof(fc.jsonValue(), fc.constantFrom("N/A", -1, 1e300, "kW", "0.001"));
const FIELDS = ["pac", "pacStr", "pacPec", "eTotal", "psum", "batteryPower", "pow1", "energy"];

test("the right shape with any values does not throw", () => {
  const fields = fc.dictionary(fc.constantFrom(...FIELDS, "state", "dateStr", "uPv1"), wild);
  const row = fields.map((record) => ({ ...record, dataTimestamp: String(RECEIVED_AT) }));
  const body = fc.array(row).map((data) => ({ code: "0", data }));
  fc.assert(
    fc.property(endpoint, body, (name, value) => {
      const values = decode(name, value).readings.flatMap((reading) =>
        Object.values(reading.values),
      );
      expect(values.every((number) => Number.isFinite(number))).toBe(true);
    }),
  );
});

// Without the documented replies beside the repository there is nothing to cut.
test.skipIf(!hasCaptures)("a reply cut off anywhere gives nothing, not zeros", () => {
  const whole = capture("documented-v2.0/stationDetail.json");
  const end = whole.findLastIndex((byte) => byte === 0x7d);
  for (let length = 0; length < end; length += 41) {
    const { readings, problems } = decode("station-detail", whole.subarray(0, length));
    expect(readings).toEqual([]);
    expect(problems[0]?.code).toBe("malformed");
  }
});

test("an unknown endpoint lists those there are", () => {
  expect(() => decode("nothing", {})).toThrow(/station-detail/u);
});

function encode(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
