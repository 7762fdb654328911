import { expect, test } from "vitest";
import { decode } from "./support/decode.ts";

const set = (more: object, time = "2026-06-01T12:00:00") => ({
  plant: { plantId: "1", timezone: "Europe/Berlin" },
  setType: "EnergyBalance",
  resolution: "FiveMinutes",
  set: [{ time, pvGeneration: 5 }],
  ...more,
});
const codesOf = (body: unknown) => decode("measurements", body).problems.map(({ code }) => code);

test("days and longer are refused, and so is an unknown length", () => {
  expect(codesOf(set({ resolution: "OneDay" }))).toEqual(["unsupported"]);
  expect(codesOf(set({ resolution: undefined }))).toEqual(["missing_field"]);
});

test("without a zone in the reply the site's is taken; a zone that is none is told", () => {
  const utc = decode("measurements", set({ plant: { plantId: "1" } }), "Asia/Kolkata");
  expect(utc.readings[0]?.measuredAt).toBe(Date.parse("2026-06-01T11:55:00+05:30"));
  const body = set({ plant: { plantId: "1", timezone: "Mars/Base" } });
  const { readings, problems } = decode("measurements", body, "Asia/Kolkata");
  expect(readings[0]?.measuredAt).toBe(Date.parse("2026-06-01T11:55:00+05:30"));
  expect(problems.map(({ code }) => code)).toEqual(["malformed"]);
});

test("a row without its time, and one at a time that never was, are refused", () => {
  expect(codesOf(set({ set: [{ pvGeneration: 5 }] }))).toEqual(["time_missing"]);
  expect(codesOf(set({}, "2026-03-29T02:30:00"))).toEqual(["time_nonexistent"]);
});

test("no plant means that nobody has consented", () => {
  const { problems } = decode("plants", { plants: [] });
  expect(problems).toEqual([
    { path: "/plants", code: "no_telemetry", detail: expect.stringContaining("consent") },
  ]);
  expect(decode("plants", { plants: [{ plantId: "1" }] }).problems[0]?.detail).toContain(
    "what there is",
  );
});

test("a reply of neither plant nor device is the site's", () => {
  const body = set({ plant: undefined });
  expect(decode("measurements", body).readings[0]?.deviceId).toBe("site");
});

test("an unknown endpoint lists those there are", () => {
  expect(() => decode("nothing", {})).toThrow(/measurements/u);
});

test("volts of noise on a phase that the inverter lacks are no voltage", () => {
  const row = { time: "2026-06-01T12:00:00", voltagePhaseA: 4.6, currentPhaseA: 0.2 };
  const phases = { voltagePhaseC: 277.4, currentPhaseC: 0.2 };
  const body = set({ setType: "PowerAc", set: [{ ...row, voltagePhaseB: null, ...phases }] });
  const { readings } = decode("measurements", body);
  expect(readings[0]?.values).toEqual({ acVoltageL3: 277.4, acCurrentL3: 0.2 });
});

test("powers of inputs add up in decimal", () => {
  const inputs = ["A", "B", "C"].map((index, at) => ({ index, value: (at + 1) / 10 }));
  const body = set({ set: [{ time: "2026-06-01T12:00:00", dcPowerInput: inputs }] });
  expect(decode("measurements", body).readings[0]?.values).toEqual({ dcPower: 0.6 });
});
