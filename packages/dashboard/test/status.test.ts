import { describe, expect, it } from "vitest";
import { freshnessOf } from "../src/status/freshness.ts";
import {
  deviceStatus,
  plantStatus,
  type Status,
  STATUSES,
  severity,
} from "../src/status/status.ts";

const NOW = Date.parse("2026-06-01T12:00:00Z");
const MINUTE_MS = 60_000;
const condition = (ageMinutes: number | null, extra: object = {}) => ({
  measuredAt: ageMinutes === null ? null : NOW - ageMinutes * MINUTE_MS,
  operatingState: null,
  powerW: 1_000,
  intervalMs: 0,
  ...extra,
});

describe("freshness", () => {
  it("goes from fresh to late to silent with age", () => {
    expect(freshnessOf(5 * MINUTE_MS, 0)).toBe("fresh");
    expect(freshnessOf(5 * MINUTE_MS + 1, 0)).toBe("late");
    expect(freshnessOf(15 * MINUTE_MS + 1, 0)).toBe("silent");
  });

  it("gives slow devices more time", () => {
    expect(freshnessOf(30 * MINUTE_MS, 15 * MINUTE_MS)).toBe("fresh");
    expect(freshnessOf(45 * MINUTE_MS, 15 * MINUTE_MS)).toBe("late");
    expect(freshnessOf(46 * MINUTE_MS, 15 * MINUTE_MS)).toBe("silent");
  });
});

describe("status of a device", () => {
  it.each<[string, Status, ReturnType<typeof condition>, boolean]>([
    ["never heard", "waiting", condition(null), false],
    ["fresh by day", "ok", condition(1), false],
    ["silent by day", "silent", condition(16), false],
    ["silent in the dark", "night", condition(16), true],
    ["fresh without power in the dark", "night", condition(1, { powerW: 0 }), true],
    ["still producing at dusk", "ok", condition(1), true],
    ["stopped with a fault", "fault", condition(1, { operatingState: 7 }), false],
    ["silent after a fault", "silent", condition(16, { operatingState: 7 }), false],
  ])("%s: %s", (_text, status, given, dark) => {
    expect(deviceStatus(given, NOW, dark)).toBe(status);
  });
});

describe("status of a plant", () => {
  it.each<[Status, Status[], string | null]>([
    ["ok", ["ok", "ok"], null],
    ["fault", ["ok", "fault", "silent"], "1 of 3 inverters at fault"],
    ["watch", ["ok", "silent"], "1 of 2 inverters silent"],
    ["silent", ["silent", "silent"], null],
    ["night", ["night", "night"], null],
    ["ok", ["night", "ok"], null],
    ["waiting", [], null],
    ["waiting", ["waiting"], "no reading yet"],
    ["silent", ["silent", "waiting"], null],
  ])("is %s for %j", (status, devices, reason) => {
    expect(plantStatus(devices)).toEqual({ status, reason });
  });

  it("sorts trouble to the top and night below OK", () => {
    const shuffled: Status[] = ["night", "ok", "waiting", "fault", "silent", "watch"];
    expect(shuffled.toSorted((a, b) => severity(a) - severity(b))).toEqual([...STATUSES]);
  });
});
