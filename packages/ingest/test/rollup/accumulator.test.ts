import { MINUTE_MS, type PackedReading, packValues } from "@solarmon/core";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Accumulator } from "../../src/rollup/accumulator.ts";
import { foldPacked } from "../../src/rollup/fold-packed.ts";
import { PointLayout } from "../../src/rollup/point-layout.ts";
import { fromRow, toRow } from "../../src/rollup/rollup-rows.ts";

const SPAN = { start: 0, end: 86_400_000 };
const DEVICE = "8d0a2f0e-6f43-4b4e-9a52-3b7d6f1c0a11";

const readings = fc
  .array(
    fc.record({
      stepMs: fc.integer({ min: 1, max: 30 * MINUTE_MS }),
      values: fc.record(
        {
          acPower: fc.option(fc.integer({ min: -100, max: 9_999 })),
          acEnergyTotal: fc.option(fc.integer({ min: 0, max: 1e9 })),
          internalTemperature: fc.option(fc.integer({ min: -300, max: 900 }).map((t) => t / 10)),
          rain: fc.option(fc.integer({ min: 0, max: 500 }).map((mm) => mm / 10)),
        },
        { requiredKeys: [] },
      ),
    }),
    { maxLength: 40 },
  )
  .map((list) => {
    let measuredAt = 0;
    return list.map(({ stepMs, values }): PackedReading => {
      measuredAt += stepMs;
      return { deviceId: DEVICE, measuredAt, quality: stepMs % 3, packed: packValues(values) };
    });
  });

function fold(layout: PointLayout, list: readonly PackedReading[]): Accumulator {
  const into = new Accumulator("1d", layout, SPAN);
  for (const reading of list) foldPacked([into], reading);
  return into;
}

const row = (from: Accumulator) => toRow(DEVICE, from, null);

test("any split merges to the same bits, also through stored rows", () => {
  fc.assert(
    fc.property(readings, fc.array(fc.nat(40), { maxLength: 6 }), (list, cuts) => {
      const layout = new PointLayout(5_000);
      const ends = [...cuts.toSorted((a, b) => a - b), list.length];
      const parts = ends.map((end, index) => list.slice(ends[index - 1] ?? 0, end));
      const merged = new Accumulator("1d", layout, SPAN);
      for (const part of parts) merged.append(fromRow(row(fold(layout, part)), layout));
      expect(row(merged)).toEqual(row(fold(layout, list)));
    }),
  );
});

test("merging in any grouping gives the same", () => {
  fc.assert(
    fc.property(readings, fc.nat(40), fc.nat(40), (list, cutA, cutB) => {
      const layout = new PointLayout(null);
      const [first, second] = [Math.min(cutA, cutB), Math.max(cutA, cutB)];
      const part = (from: number, to?: number) => fold(layout, list.slice(from, to));
      const left = part(0, first);
      left.append(part(first, second));
      left.append(part(second));
      const tail = part(first, second);
      tail.append(part(second));
      const right = part(0, first);
      right.append(tail);
      expect(row(left)).toEqual(row(right));
    }),
  );
});

function at(minute: number, acPower: number): PackedReading {
  return {
    deviceId: DEVICE,
    measuredAt: minute * MINUTE_MS,
    quality: 0,
    packed: packValues({ acPower }),
  };
}

test("power is integrated by trapezes, and not over a gap", () => {
  const list = [at(0, 0), at(15, 1_000), at(30, 1_000), at(90, 1_000), at(105, 0)];
  expect(row(fold(new PointLayout(null), list)).points["acPower"]?.increase).toBe(500);
});
