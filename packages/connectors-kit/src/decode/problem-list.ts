import type { DecodeProblem, DecodeProblemCode } from "../decoder.ts";

/** A reply can be wrong a million times; so many explanations are enough. */
const MAX_PROBLEMS = 1_000;

/** Collects what a decoder could not use. Bounded; the last entry tells how many more there were. */
export class ProblemList {
  readonly #problems: DecodeProblem[] = [];
  readonly #told = new Set<string>();
  #left = 0;

  add(path: string, code: DecodeProblemCode, detail: string): void {
    if (this.#problems.length < MAX_PROBLEMS) this.#problems.push({ path, code, detail });
    else this.#left += 1;
  }

  /** Like {@link add}, once per `key` and code: for what repeats in every row. */
  addOnce(key: string, path: string, code: DecodeProblemCode, detail: string): void {
    const id = `${code} ${key}`;
    if (this.#told.has(id)) return;
    if (this.#told.size < MAX_PROBLEMS) this.#told.add(id);
    this.add(path, code, detail);
  }

  toArray(): DecodeProblem[] {
    if (this.#left === 0) return [...this.#problems];
    const detail = `${this.#left} more problems are not listed`;
    return [...this.#problems, { path: "", code: "malformed", detail }];
  }
}
