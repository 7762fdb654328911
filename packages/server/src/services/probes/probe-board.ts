import type { PartHealth } from "@solarmon/api";
import { lookAt, type Probe } from "./probe.ts";

/** What is asked answers within this, or counts as away [ms]. */
export const PROBE_TIMEOUT_MS = 2_000;
const FRESH_MS = 1_000;

export interface ProbeBoardOptions {
  readonly probes: readonly Probe[];
  /** Told once for each change of a part's state. */
  readonly onChange: (part: PartHealth) => void;
  /** Default 2,000. */
  readonly timeoutMs?: number;
  /** An answer serves everybody for so long, so that who asks often costs a service nothing. Default 1,000. */
  readonly freshMs?: number;
}

/** What all probes found last, at most a second ago. */
export class ProbeBoard {
  readonly #options: ProbeBoardOptions;
  readonly #states = new Map<string, PartHealth["state"]>();
  #parts: Promise<readonly PartHealth[]> | undefined;
  #isLooking = false;
  #lookedAt = 0;

  constructor(options: ProbeBoardOptions) {
    this.#options = options;
  }

  look(): Promise<readonly PartHealth[]> {
    const { freshMs = FRESH_MS } = this.#options;
    const isFresh = this.#isLooking || performance.now() - this.#lookedAt < freshMs;
    if (this.#parts && isFresh) return this.#parts;
    this.#parts = this.#lookNow();
    return this.#parts;
  }

  async #lookNow(): Promise<readonly PartHealth[]> {
    const { probes, timeoutMs = PROBE_TIMEOUT_MS } = this.#options;
    this.#isLooking = true;
    const parts = await Promise.all(probes.map((probe) => lookAt(probe, timeoutMs)));
    this.#isLooking = false;
    this.#lookedAt = performance.now();
    for (const part of parts) this.#note(part);
    return parts;
  }

  #note(part: PartHealth): void {
    const before = this.#states.get(part.name) ?? "ok";
    this.#states.set(part.name, part.state);
    if (before !== part.state) this.#options.onChange(part);
  }
}
