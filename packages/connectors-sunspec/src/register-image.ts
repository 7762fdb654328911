import type { Words } from "./register-types.ts";

/** Words of holding registers by their zero-based protocol address; registers nobody read are absent. */
export class RegisterImage {
  readonly #words = new Map<number, number>();

  /** @param word 0–65535 */
  set(address: number, word: number): void {
    this.#words.set(address, word);
  }

  setAll(address: number, words: Iterable<number>): void {
    let next = address;
    for (const word of words) this.#words.set(next++, word);
  }

  get(address: number): number | undefined {
    return this.#words.get(address);
  }

  /** As many words as were asked for; absent ones are `undefined`. */
  window(address: number, count: number): Words {
    const words: (number | undefined)[] = [];
    for (let at = address; at < address + count; at++) words.push(this.#words.get(at));
    return words;
  }

  /** Addresses in the order in which they were set. */
  addresses(): IterableIterator<number> {
    return this.#words.keys();
  }

  get size(): number {
    return this.#words.size;
  }
}
