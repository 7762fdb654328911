import * as fc from "fast-check";
import { expect, test } from "vitest";
import { goodweDecoder } from "../src/index.ts";
import { bytesOf, decode, fixture } from "./support/decode.ts";

const endpoint = fc.constantFrom(...goodweDecoder.endpoints.map(({ name }) => name));

test("any bytes and any JSON decode without throwing, and say so when they give nothing", () => {
  const bodies = fc.oneof(fc.uint8Array(), fc.jsonValue().map(bytesOf));
  fc.assert(
    fc.property(endpoint, bodies, (name, body) => {
      const { readings, problems } = decode(name, body);
      expect(readings.length + problems.length).toBeGreaterThan(0);
    }),
  );
});

const NOON = Date.parse("2026-06-15T12:00:00Z");
const wild = fc.oneof(fc.jsonValue(), fc.constantFrom("12(W)", 6_553.5, -1, 1e300, "N/A"));
const fields = fc.constantFrom(
  "pac",
  "eday",
  "etotal",
  "status",
  "vac1",
  "iac1",
  "hasmeter",
  "pmeter",
  "isbuettey",
  "last_time",
);
const flows = fc.constantFrom("pv", "bettery", "grid", "load", "soc");

test("the right shape with any values does not throw, and gives finite numbers only", () => {
  const inverter = fc.dictionary(fields, wild).map((full) => ({
    sn: "S1",
    invert_full: { last_time: NOON, ...full },
  }));
  const points = fc.array(fc.record({ x: fc.constantFrom("10:00", "25:00", "x"), y: wild }));
  const lines = fc.array(
    fc.record({ key: fc.constantFrom("PCurve_Power_PV", "PCurve_Power_Meter", "z"), xy: points }),
  );
  const data = fc.record({
    inverter: fc.oneof(fc.array(inverter), wild),
    hasPowerflow: fc.boolean(),
    powerflow: fc.oneof(fc.dictionary(flows, wild), wild),
    lines: fc.oneof(lines, wild),
  });
  fc.assert(
    fc.property(endpoint, data, (name, value) => {
      const body = { code: "0", data: value, components: { para: "2026-06-15" } };
      const values = decode(name, body).readings.flatMap((reading) =>
        Object.values(reading.values),
      );
      expect(values.every((number) => Number.isFinite(number))).toBe(true);
    }),
  );
});

test("a missing value is never 0", () => {
  const missing = fc.constantFrom(null, "", "--", "N/A", 6_553.5, 65_535);
  const value = fc.oneof(missing, fc.integer({ min: 1, max: 90 }));
  const names = fc.constantFrom(
    "pac",
    "eday",
    "etotal",
    "tempperature",
    "fac1",
    "vac1",
    "iac1",
    "vpv1",
  );
  fc.assert(
    fc.property(fc.dictionary(names, value), (full) => {
      const inverter = [{ invert_full: { sn: "S1", status: 1, last_time: NOON, ...full } }];
      const { readings } = decode("monitor-detail", { code: "0", data: { inverter, kpi: full } });
      for (const reading of readings) expect(Object.values(reading.values)).not.toContain(0);
    }),
  );
});

test.each([
  ["monitor-detail", "hybrid"],
  ["plant-power-chart", "plant-power-chart"],
])("%s cut off anywhere gives nothing, not zeros", (name, file) => {
  const whole = fixture(file);
  const end = whole.findLastIndex((byte) => byte === 0x7d);
  for (let length = 0; length < end; length += 11) {
    const { readings, problems } = decode(name, whole.subarray(0, length));
    expect(readings).toEqual([]);
    expect(problems[0]?.code).toBe("malformed");
  }
});
