const PREFIX_BYTES = 3;

/** Finds which of many texts stand in some bytes, in one pass: a month of a fleet makes tens of thousands of tokens. */
export class TextFinder {
  /** For each beginning of a text, whether there is one that begins so. */
  readonly #begins = new Uint8Array(1 << (8 * PREFIX_BYTES));
  readonly #byPrefix = new Map<number, Buffer[]>();

  /** @param texts - of at least 3 bytes each */
  constructor(texts: Iterable<string>) {
    for (const text of new Set(texts)) {
      const bytes = Buffer.from(text);
      if (bytes.length < PREFIX_BYTES) throw new RangeError("a text is too short to be looked for");
      const prefix = bytes.readUIntBE(0, PREFIX_BYTES);
      this.#begins[prefix] = 1;
      const others = this.#byPrefix.get(prefix);
      if (others) others.push(bytes);
      else this.#byPrefix.set(prefix, [bytes]);
    }
  }

  /** The texts that stand there, each once. */
  findIn(bytes: Buffer): Set<string> {
    const found = new Set<string>();
    const begins = this.#begins;
    let prefix = 0;
    for (let end = 0; end < bytes.length; end++) {
      prefix = ((prefix << 8) | bytes[end]!) & 0xff_ff_ff;
      if (begins[prefix] === 0 || end < PREFIX_BYTES - 1) continue;
      const start = end - (PREFIX_BYTES - 1);
      for (const text of this.#byPrefix.get(prefix) ?? [])
        if (text.equals(bytes.subarray(start, start + text.length))) found.add(text.toString());
    }
    return found;
  }
}
