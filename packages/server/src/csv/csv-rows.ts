import { SolarmonError } from "@solarmon/core";

const QUOTE = 34;
const NEWLINE = 10;
const RETURN = 13;
const MAX_ROW_BYTES = 4 * 1024 * 1024;
const MAX_FIELDS = 10_000;
const untext = new TextDecoder();

/**
 * Cuts CSV bytes into rows and fields without making strings. Fed by {@link push}, read by {@link next}; the fields of
 * the current row are byte ranges of {@link bytes}, valid until the next call. RFC 4180 with either line end; blank
 * lines are passed over; memory is bounded by the longest row.
 */
export class CsvRows {
  bytes: Buffer = Buffer.alloc(0);
  /** Per field of the current row: first byte, and one past the last. Quotes around a field are outside. */
  readonly starts: Int32Array = new Int32Array(MAX_FIELDS);
  readonly ends: Int32Array = new Int32Array(MAX_FIELDS);
  fieldCount = 0;
  /** Line on which the current row starts, from 1. */
  line = 0;
  /** Bytes of the input up to the end of the current row. */
  consumedBytes = 0;
  readonly #separator: number;
  readonly #escaped: Uint8Array = new Uint8Array(MAX_FIELDS);
  #length = 0;
  #position = 0;
  #nextLine = 1;
  #isEnded = false;

  constructor(separator: string) {
    this.#separator = separator.charCodeAt(0);
  }

  /** Adds input. Rows that were read are dropped. */
  push(chunk: Buffer): void {
    const rest = this.#length - this.#position;
    if (rest === 0) this.bytes = chunk;
    else {
      if (rest > MAX_ROW_BYTES) throw this.#tooLong();
      const joined = Buffer.allocUnsafe(rest + chunk.length);
      joined.set(this.bytes.subarray(this.#position, this.#length));
      joined.set(chunk, rest);
      this.bytes = joined;
    }
    this.#position = 0;
    this.#length = this.bytes.length;
  }

  /** Says that no more input follows, so that a last row without a line end counts. */
  end(): void {
    this.#isEnded = true;
  }

  /** Goes to the next row; `false` when more input is needed, or all is read. */
  next(): boolean {
    while (this.#position < this.#length) {
      const end = this.#cut();
      if (end < 0) return false;
      this.consumedBytes += end - this.#position;
      this.#position = end;
      if (this.fieldCount > 1 || (this.ends[0] ?? 0) > (this.starts[0] ?? 0)) return true;
    }
    return false;
  }

  /** The text of a field. */
  text(field: number): string {
    const raw = untext.decode(this.bytes.subarray(this.starts[field], this.ends[field]));
    return this.#escaped[field] === 1 ? raw.replaceAll('""', '"') : raw;
  }

  /** Finds the fields of the row at the position; returns where the next row starts, −1 when the row is not whole. */
  #cut(): number {
    const { bytes, starts, ends } = this;
    const separator = this.#separator;
    const length = this.#length;
    let at = this.#position;
    let field = 0;
    let lines = 1;
    for (;;) {
      if (field >= MAX_FIELDS) throw this.#tooLong();
      this.#escaped[field] = 0;
      if (bytes[at] === QUOTE) {
        const close = this.#closingQuote(at + 1, field);
        if (close < 0) return this.#unclosed();
        for (let inside = at; inside < close; inside++) if (bytes[inside] === NEWLINE) lines++;
        starts[field] = at + 1;
        ends[field] = close;
        at = close + 1;
        while (at < length && bytes[at] !== separator && bytes[at] !== NEWLINE) at++;
      } else {
        starts[field] = at;
        while (at < length) {
          const byte = bytes[at];
          if (byte === separator || byte === NEWLINE) break;
          at++;
        }
        ends[field] = at > (starts[field] ?? 0) && bytes[at - 1] === RETURN ? at - 1 : at;
      }
      field++;
      if (at >= length) {
        if (!this.#isEnded) return this.#incomplete();
        break;
      }
      if (bytes[at++] === NEWLINE) break;
    }
    this.fieldCount = field;
    this.line = this.#nextLine;
    this.#nextLine += lines;
    return at;
  }

  #closingQuote(from: number, field: number): number {
    for (let at = from; at < this.#length; at++) {
      if (this.bytes[at] !== QUOTE) continue;
      if (this.bytes[at + 1] !== QUOTE) {
        // At the end of the chunk the next byte decides whether this quote closes.
        return at + 1 >= this.#length && !this.#isEnded ? -1 : at;
      }
      this.#escaped[field] = 1;
      at++;
    }
    return -1;
  }

  #unclosed(): number {
    if (!this.#isEnded) return this.#incomplete();
    throw new SolarmonError(
      "refused",
      `line ${this.#nextLine}: a quoted field is never closed. Close the quote, or remove it.`,
    );
  }

  #incomplete(): number {
    if (this.#length - this.#position > MAX_ROW_BYTES) throw this.#tooLong();
    return -1;
  }

  #tooLong(): SolarmonError {
    return new SolarmonError(
      "too_large",
      `line ${this.#nextLine}: the row is longer than ${MAX_ROW_BYTES / 1024 / 1024} MB or has over ${MAX_FIELDS} ` +
        "fields. Is this a CSV file, and are its quotes closed?",
    );
  }
}
