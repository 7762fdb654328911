import type { ConnectorLevel } from "@solarmon/connectors-kit";
import { expect, test } from "vitest";
import { type LawResult, levelOf } from "../../src/testing/suite/level.ts";

function results(
  bronze: LawResult["outcome"],
  silver: LawResult["outcome"],
  gold: LawResult["outcome"],
): LawResult[] {
  return [
    { name: "one", level: "bronze", outcome: bronze },
    { name: "two", level: "silver", outcome: silver },
    { name: "three", level: "gold", outcome: gold },
  ];
}

test.each<[ReturnType<typeof results>, ConnectorLevel | null]>([
  [results("held", "held", "held"), "gold"],
  [results("held", "not_applicable", "held"), "gold"],
  [results("held", "held", "broken"), "silver"],
  [results("held", "held", "skipped"), "silver"],
  [results("held", "broken", "held"), "bronze"],
  [results("broken", "held", "held"), null],
])("a level counts with those below it (%#)", (given, level) => {
  expect(levelOf(given)).toBe(level);
});
