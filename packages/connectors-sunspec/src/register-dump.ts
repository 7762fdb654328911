import { RegisterImage } from "./register-image.ts";
import { readRegisterJson } from "./register-json.ts";

export interface RegisterDump {
  readonly image: RegisterImage;
  /** Lines that name an address but hold no words, by line number from 1. */
  readonly unreadable: readonly number[];
}

const LINE = /^\s*[["']?\s*(0x[\da-f]+|\d+)\s*["'\]]?\s*[:=,;\t]\s*(.*)$/iu;
const WORD = /^(?:0x[\da-f]{1,4}|-?\d{1,5})$/iu;
/** Where registers without addresses are taken to begin. */
const FIRST = 40000;
const MARKER_BYTES = [0x53, 0x75, 0x6e, 0x53];
/** The bare bytes as text. */
const MARKER_DIGITS = /^(?:0x)?5375\s*6e53[\da-f\s]*$/iu;
/** What stands around words and says nothing more: brackets of a list, and mbpoll's `(-2)` behind 65534. */
const AROUND = /\(-?\d{1,5}\)|[[\]]/gu;

/**
 * Words of a dump: lines `[address]: 0xHHHH …` with one or more words, hexadecimal or decimal, `#` comments, and
 * whatever else a tool printed between them; JSON, as {@link readRegisterJson} reads it; or the bare bytes, big-endian,
 * from the marker on, or their hexadecimal digits.
 */
export function readRegisterDump(body: Uint8Array): RegisterDump {
  if (MARKER_BYTES.every((byte, index) => body[index] === byte)) return readBytes(body);
  const text = new TextDecoder().decode(body).trim();
  if (MARKER_DIGITS.test(text)) return readBytes(bytesOf(text));
  const image = readRegisterJson(text, FIRST);
  return image === undefined ? readLines(text) : { image, unreadable: [] };
}

function readLines(text: string): RegisterDump {
  const image = new RegisterImage();
  const unreadable: number[] = [];
  const lines = text.split("\n");
  lines.push(withoutCutWord(lines.pop() ?? ""));
  lines.forEach((line, index) => {
    const [, address, rest = ""] = LINE.exec(line) ?? [];
    if (address === undefined) return;
    const words = readWords(rest.replace(/#.*$/u, "").replace(AROUND, " "));
    if (words === null) unreadable.push(index + 1);
    else image.setAll(Number(address), words);
  });
  return { image, unreadable };
}

/** The last line of a file that was cut off may end in half a word; only four digits are surely a whole one. */
function withoutCutWord(line: string): string {
  return /0x[\da-f]{4}\s*$/iu.test(line) ? line : line.replace(/\S+$/u, "");
}

function readBytes(body: Uint8Array): RegisterDump {
  const image = new RegisterImage();
  for (let at = 0; at + 1 < body.length; at += 2)
    image.set(FIRST + at / 2, ((body[at] ?? 0) << 8) | (body[at + 1] ?? 0));
  return { image, unreadable: [] };
}

function bytesOf(digits: string): Uint8Array {
  const pairs = digits.replace(/^0x|\s/giu, "").match(/../gu) ?? [];
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
}

/** `null` unless each word is one: half of a line is not taken for the whole. */
function readWords(text: string): readonly number[] | null {
  const words: number[] = [];
  for (const token of text.split(/[\s,]+/u)) {
    if (token === "") continue;
    const word = WORD.test(token) ? Number(token) : Number.NaN;
    if (!(word >= -0x8000 && word <= 0xffff)) return null;
    words.push(word & 0xffff);
  }
  return words.length === 0 ? null : words;
}
