import { phaseOf } from "./phase.ts";

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/** Letters of a code: among 262,144 codes, two of six hundred fields hardly ever share one. */
export const CODE_LENGTH = 3;

/** A few letters for a text, always the same. */
export function codeOf(text: string): string {
  let rest = Math.floor(phaseOf(text) * DIGITS.length ** CODE_LENGTH);
  let code = "";
  for (let index = 0; index < CODE_LENGTH; index += 1) {
    code += DIGITS[rest % DIGITS.length] ?? "";
    rest = Math.floor(rest / DIGITS.length);
  }
  return code;
}

/** Codes that were written one after the other. */
export function codesIn(text: string): Set<string> {
  const codes = new Set<string>();
  for (let at = 0; at < text.length; at += CODE_LENGTH) codes.add(text.slice(at, at + CODE_LENGTH));
  return codes;
}
