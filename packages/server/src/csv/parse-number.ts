/** What {@link parseNumber} gives for a field that says "no value". */
export const MISSING: unique symbol = Symbol("missing");

const POWERS = Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);
const MAX_EXACT_DIGITS = 15;
const NO_VALUE = /^(?:|-+|n\/?a|nan|null|none|#n\/a)$/i;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const untext = new TextDecoder();

/**
 * The number in a byte range, rounded as `Number` would; {@link MISSING} for an empty field, `NA`, `NaN`, `null`, `-`;
 * `undefined` for anything else.
 *
 * @param isDecimalComma - a comma is the decimal mark, as in files that separate by semicolons
 */
export function parseNumber(
  bytes: Uint8Array,
  start: number,
  end: number,
  isDecimalComma: boolean,
): number | typeof MISSING | undefined {
  if (start === end) return MISSING;
  let at = start;
  const isNegative = bytes[at] === 45;
  if (isNegative) at++;
  const mark = isDecimalComma ? 44 : 46;
  let digits = 0;
  let mantissa = 0;
  let decimals = -1;
  for (; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte >= 48 && byte <= 57) {
      mantissa = mantissa * 10 + (byte - 48);
      digits++;
      if (decimals >= 0) decimals++;
    } else if (byte === mark && decimals < 0) decimals = 0;
    else return parseSlowly(bytes, start, end, isDecimalComma);
  }
  // Both mantissa and power are exact doubles here, so one division rounds once, as it should.
  if (digits === 0 || digits > MAX_EXACT_DIGITS)
    return parseSlowly(bytes, start, end, isDecimalComma);
  const value = decimals > 0 ? mantissa / (POWERS[decimals] ?? 1) : mantissa;
  return isNegative ? -value : value;
}

function parseSlowly(
  bytes: Uint8Array,
  start: number,
  end: number,
  isDecimalComma: boolean,
): number | typeof MISSING | undefined {
  const text = untext.decode(bytes.subarray(start, end)).trim();
  if (NO_VALUE.test(text)) return MISSING;
  const plain = isDecimalComma ? text.replace(",", ".") : text;
  return NUMBER.test(plain) ? Number(plain) : undefined;
}
