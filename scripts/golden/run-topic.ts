import { readdirSync } from "node:fs";
import { Comparison } from "./comparison.ts";
import type { TopicFolder } from "./find-topics.ts";
import { GoldenFile } from "./golden-file.ts";
import type { GoldenCheck, GoldenTopic } from "./golden-topic.ts";

/** A line of `npm run golden`. */
export interface GoldenLine {
  readonly topic: string;
  readonly file: string;
  readonly rows: number;
  /** Largest error, where its share of the tolerance is largest; "Infinity": NaN against a number. */
  readonly maxError: number | "Infinity";
  readonly tolerance: number;
  /** null: deliberately not checked, see `skipped`. */
  readonly ok: boolean | null;
  /** Where that error is, and how many values are off. */
  readonly at?: string;
  readonly off?: number;
  readonly skipped?: string;
  readonly error?: string;
}

const NOTHING = { rows: 0, maxError: 0, tolerance: 0 } as const;

async function runCheck(
  check: GoldenCheck,
  file: GoldenFile,
): Promise<Omit<GoldenLine, "topic" | "file">> {
  const compare = new Comparison();
  try {
    await check(file, compare);
  } catch (error) {
    return { ...NOTHING, ok: false, error: error instanceof Error ? error.message : String(error) };
  }
  const { rows, maxError, tolerance, ok, at, off } = compare;
  const worst = {
    rows,
    maxError: Number.isFinite(maxError) ? maxError : ("Infinity" as const),
    tolerance,
    ok,
  };
  return ok ? worst : { ...worst, at, off };
}

async function runFile(
  modules: readonly GoldenTopic[],
  file: GoldenFile,
): Promise<Omit<GoldenLine, "topic" | "file"> | undefined> {
  const matches = ([pattern]: readonly [RegExp, unknown]): boolean => pattern.test(file.name);
  const check = modules.flatMap(({ files }) => files).find(matches)?.[1];
  if (check) return runCheck(check, file);
  const skipped = modules.flatMap((module) => module.skipped ?? []).find(matches)?.[1];
  if (skipped !== undefined) return { ...NOTHING, ok: null, skipped };
  if (modules.some(({ inputs }) => inputs?.some((pattern) => pattern.test(file.name))))
    return undefined;
  return { ...NOTHING, ok: false, error: "no check is written for this file" };
}

/** Checks every file of a topic's folder, one line a file. */
export async function* runTopic(
  found: TopicFolder,
  topics: readonly GoldenTopic[],
): AsyncGenerator<GoldenLine> {
  const modules = topics.filter(({ topic }) => topic === found.topic);
  const names = readdirSync(found.folder).filter((name) => /\.(?:csv|json)(?:\.gz)?$/.test(name));
  for (const name of names.toSorted()) {
    const line = await runFile(modules, new GoldenFile(found.folder, name));
    if (line) yield { topic: found.topic, file: name, ...line };
  }
}
