import { SolarmonError } from "./errors.ts";

const MAX_BYTES = 255;
const EMPTY = new Uint8Array();
const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * UTF-8 of at most 255 bytes.
 *
 * @throws {@link SolarmonError} `invalid_argument` when it takes more
 */
export function shortTextToBytes(text: string): Uint8Array {
  if (text === "") return EMPTY;
  const bytes = encoder.encode(text);
  if (bytes.length > MAX_BYTES)
    throw new SolarmonError("invalid_argument", "a text of over 255 bytes in an envelope");
  return bytes;
}

/** The text of such bytes. Throws a `TypeError` when they are no UTF-8. */
export function shortTextFromBytes(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  for (let index = start; index < end; index++) {
    const byte = bytes[index] ?? 255;
    // Names are short and ASCII: the decoder costs more to call than they take here.
    if (byte > 127) return decoder.decode(bytes.subarray(start, end));
    text += String.fromCharCode(byte);
  }
  return text;
}
