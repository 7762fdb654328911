import type { RegisterImage } from "../register-image.ts";

const WORDS_A_LINE = 8;

/** Registers as a text that the decoder reads; it begins with a comment, so that nobody takes it for JSON. */
export function dumpOf(image: RegisterImage): Uint8Array<ArrayBuffer> {
  const lines = ["# holding registers, addresses from 0"];
  let next = -1;
  let count = 0;
  for (const address of [...image.addresses()].toSorted((a, b) => a - b)) {
    const word = `0x${(image.get(address) ?? 0).toString(16).padStart(4, "0")}`;
    const isNewLine = address !== next || count === WORDS_A_LINE;
    if (isNewLine) lines.push(`[${address}]: ${word}`);
    else lines.push(`${lines.pop()} ${word}`);
    count = isNewLine ? 1 : count + 1;
    next = address + 1;
  }
  return new TextEncoder().encode(lines.join("\n"));
}
