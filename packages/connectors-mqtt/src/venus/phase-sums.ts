import type { Instant } from "@solarmon/core";

/** A full publish, which the keep-alive asks for, repeats every value; what is older was not confirmed by one. */
const FRESH_MS = 60_000;
const MAX_PHASES = 3;
/** Quantities of all devices that are remembered; the ones heard of first are forgotten first. */
const MAX_SUMS = 10_000;

interface Phases {
  count?: number;
  readonly values: Map<number, { readonly value: number; readonly at: Instant }>;
}

/** Adds up quantities that come one phase at a time. A sum needs every phase, none of them older than a minute. */
export class PhaseSums {
  readonly #quantities = new Map<string, Phases>();

  /** @param count - anything but 1, 2 or 3 means that the number of phases is not known */
  setCount(key: string, count: number | null): void {
    const phases = this.#phasesOf(key);
    if (count !== null && Number.isInteger(count) && count >= 1 && count <= MAX_PHASES)
      phases.count = count;
    else delete phases.count;
  }

  /** @param value - `null`: the phase has no value any more */
  setPhase(key: string, phase: number, value: number | null, at: Instant): void {
    const { values } = this.#phasesOf(key);
    if (value === null) values.delete(phase);
    else values.set(phase, { value, at });
  }

  /** The sum as of `at`, or why there is none. */
  sum(key: string, at: Instant): number | string {
    const { count, values } = this.#phasesOf(key);
    if (count === undefined)
      return "the number of phases was not heard yet: ask for a full publish";
    return sumOf(values, count, at) ?? "not every phase was heard within the last minute";
  }

  #phasesOf(key: string): Phases {
    let phases = this.#quantities.get(key);
    if (phases) return phases;
    const oldest = this.#quantities.keys().next();
    if (this.#quantities.size >= MAX_SUMS && oldest.done !== true)
      this.#quantities.delete(oldest.value);
    this.#quantities.set(key, (phases = { values: new Map() }));
    return phases;
  }
}

function sumOf(values: Phases["values"], count: number, at: Instant): number | undefined {
  let sum = 0;
  for (let phase = 1; phase <= count; phase += 1) {
    const heard = values.get(phase);
    if (!heard || Math.abs(at - heard.at) > FRESH_MS) return undefined;
    sum += heard.value;
  }
  // 0.1 + 0.2 is 0.3
  return Number(sum.toPrecision(12));
}
