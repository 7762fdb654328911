import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { parseTable, type Table } from "./table.ts";

function readText(path: string): string {
  const plain = existsSync(path);
  const bytes = readFileSync(plain ? path : `${path}.gz`);
  return (plain && !path.endsWith(".gz") ? bytes : gunzipSync(bytes)).toString("utf8");
}

const SPELLED_OUT = new Map([
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
]);

/** A file of a golden topic, with its siblings and its README. */
export class GoldenFile {
  readonly folder: string;
  /** File name without `.gz`. */
  readonly name: string;

  constructor(folder: string, name: string) {
    this.folder = folder;
    this.name = name.replace(/\.gz$/, "");
  }

  /** The README of the folder, "" without one: several topics state their parameters there. */
  get readme(): string {
    const path = `${this.folder}/README.md`;
    return existsSync(path) ? readFileSync(path, "utf8") : "";
  }

  /** This file, or a sibling, as a table. */
  table(name: string = this.name): Table {
    return parseTable(readText(`${this.folder}/${name}`));
  }

  /** This file, or a sibling, as JSON; "NaN" and "±Infinity" become numbers. Say its shape where it lands. */
  json(name: string = this.name): ReturnType<typeof JSON.parse> {
    const text = readText(`${this.folder}/${name}`);
    return JSON.parse(text, (_key, value: unknown) =>
      typeof value === "string" && SPELLED_OUT.has(value) ? SPELLED_OUT.get(value) : value,
    );
  }

  has(name: string): boolean {
    return existsSync(`${this.folder}/${name}`) || existsSync(`${this.folder}/${name}.gz`);
  }
}
