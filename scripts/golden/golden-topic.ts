import type { Comparison } from "./comparison.ts";
import type { GoldenFile } from "./golden-file.ts";

/** Runs what a file says and compares each row with what it expects. */
export type GoldenCheck = (file: GoldenFile, compare: Comparison) => void | Promise<void>;

/** How the files of a golden topic (a folder's name) are checked. Two modules may share a topic. */
export interface GoldenTopic {
  readonly topic: string;
  /** Files by pattern; the name is taken without `.gz`. The first match decides. */
  readonly files: readonly (readonly [pattern: RegExp, check: GoldenCheck])[];
  /** Files that only feed other files: no line of their own. */
  readonly inputs?: readonly RegExp[];
  /** Files that are deliberately not checked, each with its reason, which is printed. */
  readonly skipped?: readonly (readonly [pattern: RegExp, reason: string])[];
}
