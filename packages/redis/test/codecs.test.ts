import type { LatestReading, PlantUpdate } from "@solarmon/core";
import { testId } from "@solarmon/core/testing";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { decodeLatest, encodeLatest } from "../src/latest/latest-value.ts";
import { cursorOf, parseCursor } from "../src/live/live-cursor.ts";
import { decodeUpdate, encodeUpdate } from "../src/live/update-text.ts";

const instant = fc.integer({ min: 0, max: 4_102_444_800_000 });
const device = fc.record<LatestReading>({
  deviceId: fc.nat(1_000).map(testId),
  measuredAt: instant,
  receivedAt: instant,
  packed: fc.uint8Array({ maxLength: 200 }),
});

test("a newest reading comes back as it was put, until its life is over", () => {
  fc.assert(
    fc.property(device, instant, (reading, storedAt) => {
      const bytes = encodeLatest(reading, storedAt);
      expect(decodeLatest(reading.deviceId, bytes, storedAt - 1)).toEqual(reading);
      expect(decodeLatest(reading.deviceId, bytes, storedAt)).toBeUndefined();
    }),
  );
});

test("a value that is cut off is a miss", () => {
  expect(decodeLatest(testId(1), Buffer.alloc(23), 0)).toBeUndefined();
});

test("an update comes back as it was published", () => {
  const update = fc.record<PlantUpdate>({
    plantId: fc.nat(1_000).map(testId),
    measuredAt: instant,
    powerW: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map((w) => w + 0)),
    devices: fc.array(device, { maxLength: 5 }),
  });
  fc.assert(
    fc.property(update, (one) => {
      expect(decodeUpdate(encodeUpdate(one))).toEqual(one);
    }),
  );
});

test("a cursor names its place, and anything else is none", () => {
  const place = fc.record({ epoch: instant.map(String), sequence: fc.nat() });
  fc.assert(
    fc.property(place, (one) => {
      expect(parseCursor(cursorOf(one))).toEqual(one);
    }),
  );
  for (const text of ["", "1", "1-", "-1", "a-1", "1-1-1", "1.1", " 1-1", "1-1\n"])
    expect(parseCursor(text)).toBeUndefined();
});
