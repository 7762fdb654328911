import { describe, expect, it } from "vitest";
import { HOUR_MS } from "@solarmon/core";
import { localMidnight } from "../src/local-midnight.ts";

describe("localMidnight", () => {
  it.each([
    ["Europe/Madrid", "2026-03-29T20:00:00Z", "2026-03-28T23:00:00Z"], // 23-hour day
    ["Europe/Madrid", "2026-10-25T22:59:59Z", "2026-10-24T22:00:00Z"], // 25-hour day
    ["Asia/Kolkata", "2026-06-01T18:29:59Z", "2026-05-31T18:30:00Z"],
    ["Asia/Kolkata", "2026-06-01T18:30:00Z", "2026-06-01T18:30:00Z"],
    ["Pacific/Honolulu", "2026-01-01T05:00:00Z", "2025-12-31T10:00:00Z"],
  ])("in %s at %s is %s", (zone, at, midnight) => {
    expect(localMidnight(Date.parse(at), zone)).toBe(Date.parse(midnight));
  });

  it.each([
    ["an ordinary day", "2026-06-10T15:00:00Z", 24],
    ["the day before one whose midnight is skipped", "2026-09-05T15:00:00Z", 24],
    ["a day whose midnight is skipped", "2026-09-06T15:00:00Z", 23],
    ["the day whose last hour is twice", "2026-04-04T15:00:00Z", 25],
  ])("in Santiago on %s is its own midnight, and the next comes in due time", (_, at, hours) => {
    const midnight = localMidnight(Date.parse(at), "America/Santiago");
    const next = midnight + hours * HOUR_MS;
    expect(localMidnight(midnight, "America/Santiago")).toBe(midnight);
    expect(localMidnight(next - 1, "America/Santiago")).toBe(midnight);
    expect(localMidnight(next, "America/Santiago")).toBe(next);
  });
});
