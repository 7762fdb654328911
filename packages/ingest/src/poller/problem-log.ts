import type { Clock, LinkProblem } from "@solarmon/core";

const KINDS_MAX = 20;
const DETAIL_CHARACTERS = 200;

type NewProblem = Pick<LinkProblem, "code" | "path" | "detail">;

/** The newest kinds of problem of a link, each with how often it came. Bounded. */
export class ProblemLog {
  readonly #clock: Clock;
  readonly #kinds = new Map<string, LinkProblem>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(siteKey: string, { code, path, detail }: NewProblem): void {
    const text = detail.slice(0, DETAIL_CHARACTERS);
    // A path has the places of array items in it: a thousand rows with one fault are one kind.
    const kind = `${siteKey} ${code} ${text}`;
    const count = (this.#kinds.get(kind)?.count ?? 0) + 1;
    this.#kinds.delete(kind);
    const seenAt = this.#clock.now();
    this.#kinds.set(kind, { siteKey, code, path, detail: text, count, seenAt });
    if (this.#kinds.size <= KINDS_MAX) return;
    for (const oldest of this.#kinds.keys()) {
      this.#kinds.delete(oldest);
      return;
    }
  }

  /** Newest first. */
  list(): readonly LinkProblem[] {
    return [...this.#kinds.values()].toReversed();
  }
}
