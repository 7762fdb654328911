import type { ValueMap } from "./read-fields.ts";

/**
 * Puts the values of readings together, one reading after the other. Rows of a reply name the same points in the same
 * order again and again, and an object of sixty keys is made faster as a copy of one with the same keys, whose values
 * are then set, than key by key.
 */
export class AlikeValues {
  /** Names of the reading before, as far as this one has the same; then its own. */
  #names: string[] = [];
  #count = 0;
  #isAlike = true;
  #template: ValueMap = {};
  #values: ValueMap = {};

  /** Of a name added twice the later value counts. */
  add(name: string, value: number): void {
    if (this.#isAlike && this.#names[this.#count] !== name) this.#differ();
    if (!this.#isAlike) this.#names.push(name);
    this.#count += 1;
    this.#values[name] = value;
  }

  /** What was added since the last call, as an object of its own. */
  take(): ValueMap {
    if (this.#isAlike && this.#count < this.#names.length) this.#differ();
    const values = this.#values;
    if (!this.#isAlike) this.#template = templateOf(this.#names);
    this.#values = { ...this.#template };
    this.#count = 0;
    this.#isAlike = true;
    return values;
  }

  /** From here on this reading is another one than that before it: only what was added so far is kept of the copy. */
  #differ(): void {
    this.#isAlike = false;
    this.#names = this.#names.slice(0, this.#count);
    const copy = this.#values;
    this.#values = {};
    for (const name of this.#names) this.#values[name] = copy[name] ?? null;
  }
}

/** Objects that `JSON.parse` makes are one block of memory, and so are their copies; keys added one by one are not. */
function templateOf(names: readonly string[]): ValueMap {
  const entries = names.map((name) => [name, null] as const);
  const template: ValueMap = JSON.parse(JSON.stringify(Object.fromEntries(entries)));
  return template;
}
