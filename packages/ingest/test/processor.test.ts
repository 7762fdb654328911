import { encodeEnvelope, HOUR_MS, MINUTE_MS } from "@solarmon/core";
import { createProcessor } from "@solarmon/ingest";
import { expect, test } from "vitest";
import { allRows, envelope, seed } from "./seed.ts";

const NOON = Date.UTC(2026, 5, 1, 10);

test("readings in order become rows of five minutes, hour and local day", async () => {
  const s = await seed();
  const processor = createProcessor(s);
  const [device] = s.devices;
  const readings = Array.from({ length: 120 }, (_, minute) => ({
    deviceId: device!.id,
    measuredAt: NOON + minute * MINUTE_MS,
    values: { acPower: 6_000, acEnergyTotal: 1_000 + minute * 100 },
  }));
  const value = encodeEnvelope(envelope(s, readings));
  const [result] = await processor.process([{ value }]);
  expect(result).toMatchObject({ ok: true });
  await processor.settle();
  const rows = await allRows(s);
  expect(rows.filter(({ resolution }) => resolution === "5m")).toHaveLength(24);
  expect(rows.filter(({ resolution }) => resolution === "1h")).toHaveLength(2);
  const [day] = rows.filter(({ resolution }) => resolution === "1d");
  expect(day).toMatchObject({ start: Date.UTC(2026, 4, 31, 22), lengthMs: 24 * HOUR_MS });
  expect(day).toMatchObject({ count: 120, expectedCount: 1_440 });
  expect(day?.points["acEnergyTotal"]?.increase).toBe(11_900);
  expect(day?.points["acPower"]?.increase).toBe(11_900);
});
