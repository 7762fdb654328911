import { readFileSync } from "node:fs";
import { connectorLaws } from "@solarmon/connectors-kit/testing";
import { expect, test } from "vitest";

test("the README lists the laws of each level", () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  for (const level of ["Bronze", "Silver", "Gold"]) {
    const part = readme.split(`**${level}**`)[1]?.split("**")[0] ?? "";
    const listed = [...part.matchAll(/^- (.+)$/gmu)].map(([, name]) => name);
    const laws = connectorLaws.filter((law) => law.level === level.toLowerCase());
    expect(listed).toEqual(laws.map(({ name }) => name));
  }
});
