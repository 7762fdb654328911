import { describe, expect, it } from "vitest";
import { sparklinePath } from "../src/chart/sparkline.tsx";
import { formatInstant, formatZone } from "../src/format/time.ts";
import { curveCsv } from "../src/plant/curve-csv.ts";
import { curveSummary } from "../src/plant/curve-summary.ts";

const AT = Date.parse("2026-06-01T10:00:00Z");
const MINUTE_MS = 60_000;
const POINTS = [
  { at: AT, powerW: 1_000, reporting: 2 },
  { at: AT + 5 * MINUTE_MS, powerW: null, reporting: 0 },
  { at: AT + 60 * MINUTE_MS, powerW: 2_500, reporting: 1 },
];

describe("chart in words", () => {
  it("is one sentence in plant time", () => {
    const gap = { start: AT, end: AT + 60 * MINUTE_MS };
    expect(curveSummary(POINTS, [gap], "Europe/Madrid")).toBe(
      "Power from 12:00 to 13:00, peak 2.50 kW at 13:00, 1 gap.",
    );
    expect(curveSummary([], [], "UTC")).toBe("Power over the day: no data.");
  });

  it("names zone and offset of that day", () => {
    expect(formatZone(AT, "Europe/Madrid")).toBe("Europe/Madrid (GMT+2)");
    expect(formatInstant(AT, "Europe/Madrid")).toBe("12:00");
    expect(formatInstant(AT + 1_000, "Europe/Madrid")).toBe("12:00:01");
  });
});

describe("chart as CSV", () => {
  it("has UTC times, full values and empty cells for what is missing", () => {
    expect(curveCsv(POINTS).split("\r\n")).toEqual([
      "measured_at,power_w,devices",
      "2026-06-01T10:00:00.000Z,1000,2",
      "2026-06-01T10:05:00.000Z,,0",
      "2026-06-01T11:00:00.000Z,2500,1",
      "",
    ]);
  });
});

describe("sparkline", () => {
  const span = { start: 0, end: 120 * MINUTE_MS };

  it("starts anew after a gap and after a missing value", () => {
    const minutes = [0, 5, 10, 60, 65, 70];
    const times = minutes.map((minute) => minute * MINUTE_MS);
    const path = sparklinePath({ times, values: [0, 50, 100, 100, null, 0] }, span, 100);
    expect(path).toBe("M0.0 35.0L5.0 18.0L10.0 1.0M60.0 1.0M70.0 35.0");
  });

  it("keeps what is above the ceiling inside the picture", () => {
    expect(sparklinePath({ times: [0], values: [400] }, span, 100)).toBe("M0.0 1.0");
  });
});
