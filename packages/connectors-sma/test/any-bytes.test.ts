import * as fc from "fast-check";
import { expect, test } from "vitest";
import { smaDecoder } from "../src/index.ts";
import { bytesOf, decode, fixture } from "./support/decode.ts";

const endpoint = fc.constantFrom(...smaDecoder.endpoints.map(({ name }) => name));

test("any bytes and any JSON decode without throwing, and say so when they give nothing", () => {
  const bodies = fc.oneof(fc.uint8Array(), fc.jsonValue().map(bytesOf));
  fc.assert(
    fc.property(endpoint, bodies, (name, body) => {
      const { readings, problems } = decode(name, body);
      expect(readings.length + problems.length).toBeGreaterThan(0);
    }),
  );
});

const NAMES = ["pvGeneration", "gridFeedIn", "gridConsumption", "totalConsumption", "activePower"];
const names = fc.constantFrom(
  ...NAMES,
  "batteryCharging",
  "batteryDischarging",
  "dcPowerInput",
  "dcVoltageInput",
  "voltagePhaseA",
  "time",
);
const wild = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom("N/A", -1, 1e300, "2026-06-01T12:00:00"),
  fc.array(fc.record({ index: fc.constantFrom("A", "B", "Z", 1), value: fc.jsonValue() })),
);

test("the right shape with any values does not throw, and gives finite numbers only", () => {
  const row = fc
    .dictionary(names, wild)
    .map((record) => ({ time: "2026-06-01T12:00:00", ...record }));
  const body = fc.record({
    plant: fc.oneof(fc.constant({ plantId: "1", timezone: "Europe/Berlin" }), wild),
    resolution: fc.constantFrom("FiveMinutes", "OneHour", "OneDay"),
    set: fc.oneof(fc.array(row), wild),
  });
  fc.assert(
    fc.property(endpoint, body, (name, value) => {
      const values = decode(name, value).readings.flatMap((reading) =>
        Object.values(reading.values),
      );
      expect(values.every((number) => Number.isFinite(number))).toBe(true);
    }),
  );
});

test("a missing value is never 0", () => {
  const value = fc.oneof(fc.constantFrom(null, "", "--", "N/A"), fc.integer({ min: 1, max: 90 }));
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...NAMES, "batteryStateOfCharge"), value),
      (record) => {
        const set = [{ ...record, time: "2026-06-01T12:00:00" }];
        const { readings } = decode("measurements", { resolution: "FiveMinutes", set });
        for (const reading of readings) expect(Object.values(reading.values)).not.toContain(0);
      },
    ),
  );
});

test.each(["energy-balance", "power-ac", "power-dc"])(
  "%s cut off anywhere gives nothing, not zeros",
  (name) => {
    const whole = fixture(name);
    const end = whole.findLastIndex((byte) => byte === 0x7d);
    for (let length = 0; length < end; length += 7) {
      const { readings, problems } = decode("measurements", whole.subarray(0, length));
      expect(readings).toEqual([]);
      expect(problems[0]?.code).toBe("malformed");
    }
  },
);
