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

  it("is its own midnight", () => {
    const midnight = localMidnight(Date.now(), "America/Santiago");
    expect(localMidnight(midnight, "America/Santiago")).toBe(midnight);
    expect(localMidnight(midnight - 1, "America/Santiago")).toBeLessThan(midnight - 22 * HOUR_MS);
  });
});
