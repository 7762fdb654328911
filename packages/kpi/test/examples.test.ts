import * as kpi from "@solarmon/kpi";
import { describe, expect, test } from "vitest";
import { findExamples, keepsPromise, runExample } from "./support/examples.ts";

const examples = findExamples(".");

test("there are examples", () => {
  expect(examples.length).toBeGreaterThan(50);
});

describe.each(examples)("$file:$line", ({ code }) => {
  test("runs and gives what it says", () => {
    for (const { value, promise } of runExample(code, kpi)) {
      if (typeof value !== "number" || promise === "") continue;
      expect(keepsPromise(value, promise), `${value} for ${promise}`).toBe(true);
    }
  });
});
