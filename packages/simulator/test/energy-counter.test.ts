import { describe, expect, it } from "vitest";
import { EnergyCounter } from "@solarmon/simulator";
import { HOUR_MS, MINUTE_MS } from "@solarmon/core";

describe("EnergyCounter", () => {
  it.each([
    ["Europe/Madrid", "2026-03-28T23:00:00Z", 23],
    ["Europe/Madrid", "2026-06-20T22:00:00Z", 24],
    ["Europe/Madrid", "2026-10-24T22:00:00Z", 25],
    ["America/Santiago", "2026-09-06T04:00:00Z", 23], // its own midnight is skipped
    ["Australia/Sydney", "2026-04-04T13:00:00Z", 25],
  ])("in %s counts the day from %s through its %i hours, then starts again", (zone, day, hours) => {
    const midnight = Date.parse(day);
    const end = midnight + hours * HOUR_MS;
    const counter = new EnergyCounter(() => 60_000, zone, midnight, 0);
    expect(counter.read(end - MINUTE_MS).todayWh).toBe((hours * 60 - 1) * 1000);
    expect(counter.read(end)).toEqual({ todayWh: 0, totalWh: hours * 60_000 });
    expect(counter.read(end + 24 * HOUR_MS - MINUTE_MS).todayWh).toBe((24 * 60 - 1) * 1000);
    expect(counter.read(end + 24 * HOUR_MS).todayWh).toBe(0);
  });
});
