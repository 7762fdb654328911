import type { DeviceSeries } from "@solarmon/ingest";
import { describe, expect, it } from "vitest";
import { LocalTimeText } from "../src/query/local-time-text.ts";
import { parseLocalTime } from "../src/query/parse-local-time.ts";
import { PlantTotal } from "../src/query/plant-total.ts";
import { csvHeader } from "../src/query/write-series.ts";

function series(deviceId: string, values: Record<string, number[]>, completeness: number[]) {
  const columns = Object.entries(values).map(([name, column]) => [name, Float64Array.from(column)]);
  const made: DeviceSeries = {
    deviceId,
    times: Float64Array.from(completeness.keys()),
    columns: Object.fromEntries(columns),
    completeness: Float64Array.from(completeness),
  };
  return made;
}

describe("PlantTotal", () => {
  it("adds power and energy, averages the rest, and counts an absent device as incomplete", () => {
    const total = new PlantTotal(["acPower", "internalTemperature"]);
    const missing = Number.NaN;
    total.add(series("a", { acPower: [100, 200], internalTemperature: [20, 30] }, [1, 1]));
    total.add(
      series("b", { acPower: [50, missing], internalTemperature: [40, missing] }, [0.5, 0]),
    );
    total.add(series("weather", { acPower: [missing, missing] }, [1, 1]));
    const { columns, completeness } = total.series();
    expect([...(columns["acPower"] ?? [])]).toEqual([150, 200]);
    expect([...(columns["internalTemperature"] ?? [])]).toEqual([30, 30]);
    expect([...(completeness ?? [])]).toEqual([0.75, 0.5]);
  });
});

describe("times of a query", () => {
  it.each([
    ["Asia/Kolkata", "2020-05-15T00:15:00+05:30"],
    ["America/St_Johns", "2026-06-01T00:00:00-02:30"],
    ["UTC", "2026-06-01T00:00:00.250+00:00"],
    ["Europe/Madrid", "2026-10-25T02:30:00+02:00"],
    ["Europe/Madrid", "2026-10-25T02:30:00+01:00"],
  ])("writes in %s %s", (zone, text) => {
    expect(new LocalTimeText(zone).text(Date.parse(text))).toBe(text);
    expect(parseLocalTime("--from", text, zone)).toBe(Date.parse(text));
  });

  it("reads a bare date as local midnight", () => {
    expect(parseLocalTime("--from", "2020-05-15", "Asia/Kolkata")).toBe(
      Date.parse("2020-05-14T18:30:00Z"),
    );
    expect(() => parseLocalTime("--from", "soon", "UTC")).toThrow(/--from: "soon" is not a time/);
  });

  it("has units in the header", () => {
    expect(csvHeader(["acPower", "acEnergyTotal"], true)).toBe(
      "time,device,acPower [W],acEnergyTotal [Wh],completeness",
    );
  });
});
