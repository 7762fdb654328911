import { expect, test } from "vitest";
import { ReadingRows } from "../src/index.ts";

test("series meet by device and instant, in the order they appear; readings without a value are left out", () => {
  const rows = new ReadingRows();
  rows.valuesAt("b", "inverter", 10)["acPower"] = 1;
  rows.valuesAt("a", "meter", 5)["gridImportPower"] = 2;
  rows.valuesAt("b", "inverter", 0)["acPower"] = 3;
  rows.valuesAt("b", "inverter", 10)["frequency"] = 50;
  rows.valuesAt("c", "battery", 0);
  expect(rows.toArray()).toEqual([
    { deviceId: "b", kind: "inverter", measuredAt: 10, values: { acPower: 1, frequency: 50 } },
    { deviceId: "b", kind: "inverter", measuredAt: 0, values: { acPower: 3 } },
    { deviceId: "a", kind: "meter", measuredAt: 5, values: { gridImportPower: 2 } },
  ]);
});

test("values of a second row of an instant are added to those of the first", () => {
  const rows = new ReadingRows();
  rows.add("a", "inverter", 10, { acPower: 1, frequency: 50 });
  const both = rows.add("a", "inverter", 10, { acPower: 2 });
  rows.add("a", "inverter", 20, {});
  both["status"] = 4;
  expect(rows.toArray()).toEqual([
    {
      deviceId: "a",
      kind: "inverter",
      measuredAt: 10,
      values: { acPower: 2, frequency: 50, status: 4 },
    },
  ]);
});
