import * as fc from "fast-check";
import { expect, test } from "vitest";
import { fusionsolarDecoder } from "../src/index.ts";
import { capture, hasCaptures } from "./support/captures.ts";
import { decode } from "./support/decode.ts";

const endpoint = fc.constantFrom(...fusionsolarDecoder.endpoints.map(({ name }) => name));

test("any bytes and any JSON decode without throwing, and say so when they give nothing", () => {
  const bodies = fc.oneof(fc.uint8Array(), fc.jsonValue().map(encode));
  fc.assert(
    fc.property(endpoint, bodies, (name, body) => {
      const { readings, problems } = decode(name, body);
      expect(readings.length + problems.length).toBeGreaterThan(0);
    }),
  );
});

const wild = fc.oneof(fc.jsonValue(), fc.constantFrom("N/A", -1, 1e300, "512.0", 40_960));
const FIELDS = ["active_power", "inverter_state", "day_cap", "battery_soc", "inverter_power"];

test("the right shape with any values does not throw", () => {
  const items = fc.dictionary(fc.constantFrom(...FIELDS), wild);
  const row = fc.record({
    devId: wild,
    stationCode: wild,
    collectTime: fc.oneof(wild, fc.constant(1_750_000_000_000)),
    dataItemMap: fc.oneof(wild, items),
  });
  const params = fc.record({
    devTypeId: fc.constantFrom(1, 10, 17, 39, 47, "x"),
    currentTime: wild,
  });
  const body = fc.record({ failCode: fc.constant(0), data: fc.array(row), params });
  fc.assert(
    fc.property(endpoint, body, (name, value) => {
      const values = decode(name, value).readings.flatMap((reading) =>
        Object.values(reading.values),
      );
      expect(values.every((number) => Number.isFinite(number))).toBe(true);
    }),
  );
});

// Without the recorded replies beside the repository there is nothing to cut.
test.skipIf(!hasCaptures)("a reply cut off anywhere gives nothing, not zeros", () => {
  const whole = capture("sun2000-10ktl-m1/getDevRealKpi_type1.json");
  const end = whole.findLastIndex((byte) => byte === 0x7d);
  for (let length = 0; length < end; length += 41) {
    const { readings, problems } = decode("dev-real-kpi", whole.subarray(0, length));
    expect(readings).toEqual([]);
    expect(problems[0]?.code).toBe("malformed");
  }
});

test("an unknown endpoint lists those there are", () => {
  expect(() => decode("nothing", {})).toThrow(/dev-real-kpi/u);
});

function encode(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
