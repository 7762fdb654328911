// Writes docs/reference/points.md from the dictionary; with --check only says whether it is up to date.
import { readFileSync, writeFileSync } from "node:fs";
import { POINTS, type PointDefinition } from "@solarmon/core";

const PAGE = new URL("../docs/reference/points.md", import.meta.url);

function row(point: PointDefinition): string {
  const { name, unit, kind, resolution, min, max, text, sign, sunspec } = point;
  const range = `${min} … ${max}`;
  const what = sign === undefined ? text : `${text} (${sign})`;
  return `| \`${name}\` | ${unit} | ${kind} | ${resolution} | ${range} | ${what} | ${sunspec ?? ""} |`;
}

const page = [
  "# Points",
  "",
  "Written from `packages/core/src/points` by `node scripts/points-page.ts`. Values are in the unit given, stored as multiples of the resolution, and refused outside the range.",
  "",
  "| Point | Unit | Kind | Resolution | Range | What | SunSpec |",
  "| --- | --- | --- | --- | --- | --- | --- |",
  ...POINTS.map(row),
  "",
].join("\n");

if (process.argv.includes("--check")) {
  if (readFileSync(PAGE, "utf8") !== page) {
    console.error("docs/reference/points.md is out of date: run node scripts/points-page.ts");
    process.exitCode = 1;
  }
} else writeFileSync(PAGE, page);
