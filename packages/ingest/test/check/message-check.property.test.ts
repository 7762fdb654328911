import { pointByName, POINTS, SolarmonError, unpackValues } from "@solarmon/core";
import { testId } from "@solarmon/core/testing";
import { createMessageCheck, knownDevices, parseMessage } from "@solarmon/ingest";
import * as fc from "fast-check";
import { expect, test } from "vitest";

const NOW = 1_718_000_000_000;
const DEVICE = testId(1);
const devices = knownDevices({ acKw: 10 }, [{ id: DEVICE, ratedPowerW: 5_000 }]);
const context = { devices, deviceId: DEVICE, receivedAt: NOW };

const pointName = fc.constantFrom(...POINTS.map((point) => point.name));
const hostileKey = fc.constantFrom(
  "__proto__",
  "constructor",
  "values",
  "readings",
  "deviceId",
  "",
);
const key = fc.oneof(pointName, hostileKey, fc.constantFrom("measuredAt", "quality"), fc.string());
const value = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom<unknown>(null, 65_535, -32_768, 4_294_967_295, Infinity, "x", true, DEVICE, NOW),
  fc.jsonValue({ maxDepth: 2 }),
);
const fields = fc
  .array(fc.tuple(key, value), { maxLength: 12 })
  .map((entries) => Object.fromEntries(entries));
const anything = fc.oneof(
  fields,
  fc.array(fields, { maxLength: 4 }),
  fc.record({ readings: fc.array(fields, { maxLength: 4 }) }),
  fc.jsonValue(),
  fc.anything(),
);

test("whatever comes, the check answers; what it accepts is in range and of a known device", () => {
  const check = createMessageCheck();
  fc.assert(
    fc.property(anything, (payload) => {
      const { readings, results, refused } = check.check(payload, context);
      expect(results.length).toBeGreaterThan(0);
      expect(results.filter(({ status }) => status === "accepted")).toHaveLength(readings.length);
      expect(refused.length).toBe(results.reduce((sum, one) => sum + one.refusals.length, 0));
      for (const { deviceId, measuredAt, packed } of readings) {
        expect(deviceId).toBe(DEVICE);
        expect(Number.isInteger(measuredAt)).toBe(true);
        expect(measuredAt).toBeLessThanOrEqual(NOW + 600_000);
        for (const [name, given] of Object.entries(unpackValues(packed))) {
          const point = pointByName(name);
          if (given === null || !point) continue;
          expect(given).toBeGreaterThanOrEqual(point.min);
          expect(given).toBeLessThanOrEqual(point.max);
        }
      }
    }),
    { numRuns: 2_000 },
  );
});

/** Code of the error, if any. */
function refusalOf(text: string): unknown {
  try {
    createMessageCheck().check(parseMessage(text), context);
    return undefined;
  } catch (error) {
    return SolarmonError.is(error) ? error.code : error;
  }
}

test("text of any kind is parsed or refused", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect([undefined, "refused"]).toContain(refusalOf(text));
    }),
  );
});

test("a message deeper than any stack is refused", () => {
  const deep = "[".repeat(60_000) + "]".repeat(60_000);
  const { results } = createMessageCheck().check(parseMessage(deep), context);
  expect(results[0]?.refusals[0]?.reason).toBe("malformed");
});

test("the bytes of a reading do not depend on the order of its keys, nor on what was checked before", () => {
  const clean = fc.dictionary(
    pointName,
    fc.oneof(fc.constant(null), fc.double({ min: 0, max: 60, noNaN: true })),
    { minKeys: 1, maxKeys: 8 },
  );
  const used = createMessageCheck();
  fc.assert(
    fc.property(clean, fc.infiniteStream(fc.nat()), (values, numbers) => {
      const entries = Object.entries(values);
      const shuffled = entries
        .map((entry) => ({ entry, order: numbers.next().value }))
        .toSorted((a, b) => a.order - b.order)
        .map(({ entry }) => entry);
      const first = createMessageCheck().check({ measuredAt: NOW, ...values }, context);
      const second = used.check({ ...Object.fromEntries(shuffled), measuredAt: NOW }, context);
      expect(second.readings).toEqual(first.readings);
      expect(second.results).toEqual(
        first.results.map((one) => ({ ...one, refusals: expect.any(Array) })),
      );
    }),
  );
});
