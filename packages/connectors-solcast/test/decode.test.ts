import { solcastDecoder } from "@solarmon/connectors-solcast";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytes } from "./fixtures.ts";

const decode = (body: unknown, endpoint = "forecasts") =>
  solcastDecoder.decode(endpoint, { body: bytes(body) }, { timeZone: "UTC" });
const AT = Date.UTC(2026, 5, 1, 12);
const END = "2026-06-01T12:00:00.0000000Z";

describe("periods", () => {
  it.each([
    ["PT5M", 300_000],
    ["PT30M", 1_800_000],
    ["PT60M", 3_600_000],
    ["PT1H", 3_600_000],
  ])("of %s start before they end", (period, lengthMs) => {
    const { readings } = decode({ forecasts: [{ period_end: END, period, ghi: 1 }] });
    expect(readings).toMatchObject([{ measuredAt: AT - lengthMs }]);
  });

  it("may give their start", () => {
    const row = { period_start: END, period: "PT30M", ghi: 1 };
    expect(decode({ forecasts: [row] }).readings).toMatchObject([{ measuredAt: AT }]);
  });

  it.each([
    { period_end: END },
    { period: "PT30M" },
    { period_end: "2026-06-01T12:00", period: "PT30M" },
  ])("without a time are refused: %j", (row) => {
    const { readings, problems } = decode({ forecasts: [{ ...row, ghi: 1 }] });
    expect(readings).toEqual([]);
    expect(problems[0]?.code).toBe("time_missing");
  });
});

describe("values", () => {
  it("of a rooftop site are kW; the other two estimates have no point", () => {
    const row = {
      pv_estimate: 1.2345,
      pv_estimate10: 0.5,
      pv_estimate90: 2,
      period_end: END,
      period: "PT30M",
    };
    const { readings, problems } = decode({ forecasts: [row] });
    expect(readings).toMatchObject([{ values: { acPower: 1_234.5 }, quality: 1 }]);
    expect(problems.map(({ code }) => code)).toEqual(["unknown_field", "unknown_field"]);
  });

  it("of live data carry their own names and units", () => {
    const row = {
      gti: 800,
      snow_depth: 12.5,
      wind_speed_10m: 3.5,
      period_end: END,
      period: "PT30M",
    };
    expect(decode({ estimated_actuals: [row] }, "estimated-actuals").readings).toMatchObject([
      { values: { poaIrradiance: 800, snowDepth: 0.125, windSpeed: 3.5 } },
    ]);
  });

  it("that are null are missing, zeros are kept", () => {
    const row = { ghi: null, dni: 0, period_end: END, period: "PT30M" };
    expect(decode({ forecasts: [row] }).readings.map(({ values }) => values)).toEqual([{ dni: 0 }]);
  });
});

describe("refusals", () => {
  it("of Solcast are told", () => {
    const { problems } = decode({ response_status: { error_code: "TooManyRequests" } });
    expect(problems[0]).toMatchObject({ code: "vendor_error" });
  });
});

describe("any body", () => {
  it("is decoded without a throw", () => {
    const rows = fc.array(
      fc.dictionary(fc.constantFrom("ghi", "period_end", "period", "x"), fc.jsonValue()),
    );
    const bodies = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.json().map(bytes),
      fc.record({ forecasts: rows }).map(bytes),
    );
    fc.assert(
      fc.property(bodies, (body) => {
        const { readings, problems } = solcastDecoder.decode(
          "forecasts",
          { body },
          { timeZone: "UTC" },
        );
        expect(readings.length + problems.length).toBeGreaterThan(0);
      }),
    );
  });

  it("of an unknown endpoint is refused with the list of those there are", () => {
    expect(() => decode({}, "nonsense")).toThrow(/estimated-actuals/u);
  });
});
