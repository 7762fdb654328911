import type { ValueMap } from "./read-fields.ts";
import type { ReadyRule } from "./ready-rule.ts";

/** Equal to nothing: what was made of something else than a number is made anew for each reading. */
const NO_NUMBER = Number.NaN;

/** A value of a reading, in its place among the others. */
interface Slot {
  readonly name: string;
  rule: ReadyRule;
  raw: number;
}

/**
 * Puts the values of readings together, one reading after the other. Rows of a reply name the same points in the same
 * order again and again, and many of their numbers are those of the row before. So only what differs is written, over
 * the values of the row before, and these are copied: which is much faster than to make an object of sixty keys.
 */
export class AlikeValues {
  /** Of the reading before, as far as this one has the same names; then of this one. */
  #slots: Slot[] = [];
  /** What {@link Slot}s stand for, once two readings had the same names; before that of this reading alone. */
  #values: ValueMap = {};
  #isLearned = false;
  #count = 0;
  #isAlike = true;

  /** Takes over what the reading before has by the same rule of the same number. @returns whether it has */
  keep(rule: ReadyRule, raw: number): boolean {
    if (!this.#isLearned) return false;
    const slot = this.#slots[this.#count];
    if (slot?.rule !== rule || slot.raw !== raw) return false;
    this.#count += 1;
    return true;
  }

  /**
   * Adds a value. Of a name added twice the later value counts.
   *
   * @param raw - the number that the rule made it of, and nothing else
   */
  add(name: string, value: number, rule: ReadyRule, raw: number = NO_NUMBER): void {
    const slot = this.#slots[this.#count];
    if (this.#isAlike && slot?.name === name) {
      slot.rule = rule;
      slot.raw = raw;
    } else {
      if (this.#isAlike) this.#differ();
      this.#slots.push({ name, rule, raw });
    }
    this.#count += 1;
    this.#values[name] = value;
  }

  /** What was added since the last call, as an object of its own. */
  take(): ValueMap {
    if (this.#isAlike && this.#count < this.#slots.length) this.#differ();
    const taken = this.#isLearned ? { ...this.#values } : this.#values;
    if (!this.#isLearned) this.#values = this.#isAlike ? this.#learn(taken) : {};
    this.#count = 0;
    this.#isAlike = true;
    return taken;
  }

  /** From here on this reading is another one than that before it. */
  #differ(): void {
    this.#isAlike = false;
    this.#slots = this.#slots.slice(0, this.#count);
    if (!this.#isLearned) return;
    const before = this.#values;
    this.#isLearned = false;
    this.#values = {};
    for (const { name } of this.#slots) this.#values[name] = before[name] ?? null;
  }

  /** Objects that `JSON.parse` makes are one block of memory, and so are their copies; keys added one by one are not. */
  #learn(values: ValueMap): ValueMap {
    // Of two values of one name the first may change when the second does not: such readings are not learned.
    this.#isLearned = Object.keys(values).length === this.#slots.length;
    const learned: ValueMap = this.#isLearned ? JSON.parse(JSON.stringify(values)) : {};
    return learned;
  }
}
