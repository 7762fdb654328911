import * as fc from "fast-check";
import { expect, test } from "vitest";
import { acmeDecoder } from "../src/index.ts";

const BERLIN = { timeZone: "Europe/Berlin" };

function history(...rows: readonly object[]) {
  const body = new TextEncoder().encode(JSON.stringify({ rows, next: null }));
  return acmeDecoder.decode("history", { body }, BERLIN);
}

// Paste a recorded reply into a test like this one, read it by eye, and write down what it says.
test("a row is a reading in W and Wh, at its local time", () => {
  const { readings, problems } = history({
    serial: "north-a",
    time: "2026-06-01 12:15:00",
    power_kw: 4.21,
    total_kwh: 18_342.107,
  });
  expect(problems).toEqual([]);
  expect(readings).toEqual([
    {
      deviceId: "north-a",
      kind: "inverter",
      measuredAt: Date.parse("2026-06-01T12:15:00+02:00"),
      values: { acPower: 4_210, acEnergyTotal: 18_342_107 },
    },
  ]);
});

test("what the vendor does not know is missing, never 0", () => {
  const { readings } = history({ serial: "a", time: "2026-06-01 12:15:00", power_kw: -999 });
  expect(readings).toEqual([]);
});

test("any bytes: an explanation, no error", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (body) => {
      const { readings, problems } = acmeDecoder.decode(
        "live",
        { body: Uint8Array.from(body) },
        BERLIN,
      );
      expect(readings).toEqual([]);
      expect(problems.length).toBeGreaterThan(0);
    }),
  );
});
