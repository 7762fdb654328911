import { isJsonObject, objectOf } from "@solarmon/connectors-kit";
import { RegisterImage } from "./register-image.ts";

/**
 * Registers as JSON: words in a list, `{address: word}` or `{address: [word, …]}`, or one of them under `registers`.
 * `undefined` for text that is none of it; what is no word of 16 bits is left out, as a register nobody read.
 *
 * @param first - address of the first word of a list without addresses
 */
export function readRegisterJson(text: string, first: number): RegisterImage | undefined {
  if (!text.startsWith("{") && !text.startsWith("[")) return undefined;
  const parsed = parse(text);
  const registers = objectOf(parsed)?.["registers"] ?? parsed;
  const image = new RegisterImage();
  if (Array.isArray(registers)) setWords(image, first, registers);
  else if (isJsonObject(registers))
    for (const [address, words] of Object.entries(registers))
      if (/^\d+$/u.test(address))
        setWords(image, Number(address), Array.isArray(words) ? words : [words]);
  return image.size === 0 ? undefined : image;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function setWords(image: RegisterImage, address: number, words: readonly unknown[]): void {
  words.forEach((word, index) => {
    const number = wordOf(word);
    if (number >= -0x8000 && number <= 0xffff) image.set(address + index, number & 0xffff);
  });
}

/** `NaN` for what is no whole number. */
function wordOf(word: unknown): number {
  const number = typeof word === "string" && word.trim() !== "" ? Number(word) : word;
  return typeof number === "number" && Number.isInteger(number) ? number : Number.NaN;
}
