/** Stands in for names and serial numbers: same length and kind of characters, the same one each time. */
export class Pseudonyms {
  readonly #known = new Map<string, string>();

  text(original: string): string {
    const known = this.#known.get(original);
    if (known !== undefined) return known;
    const number = String(this.#known.size + 1);
    const blank = original.replace(/\p{L}/gu, "X").replace(/\p{N}/gu, "0");
    const fits = blank.length > number.length;
    const made = fits ? blank.slice(0, blank.length - number.length) + number : number;
    this.#known.set(original, made);
    return made;
  }

  /** Whole numbers of as many digits. */
  number(original: number): number {
    const digits = String(Math.trunc(Math.abs(original))).length;
    return 10 ** Math.min(digits - 1, 14) + Number(this.#ordinal(String(original)));
  }

  /** Everything replaced so far, longest first, to catch the same text elsewhere in a body. */
  replaced(): readonly (readonly [original: string, made: string])[] {
    return [...this.#known].toSorted(([a], [b]) => b.length - a.length);
  }

  #ordinal(original: string): string {
    this.text(original);
    return String([...this.#known.keys()].indexOf(original) + 1);
  }
}
