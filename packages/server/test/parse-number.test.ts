import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MISSING, parseNumber } from "../src/csv/parse-number.ts";

function parse(text: string, isDecimalComma = false): ReturnType<typeof parseNumber> {
  const bytes = new TextEncoder().encode(`,${text},`);
  return parseNumber(bytes, 1, bytes.length - 1, isDecimalComma);
}

describe("parseNumber", () => {
  it("agrees with Number for every double, in plain and scientific spelling", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(parse(String(value))).toBe(value + 0); // "-0" is spelled "0"
        expect(parse(value.toExponential())).toBe(value + 0);
      }),
    );
  });

  it("agrees with Number for decimals with a fixed number of digits", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 9 }), (whole, digits) => {
        const text = (whole / 10 ** digits).toFixed(digits);
        expect(parse(text)).toBe(Number(text));
      }),
    );
  });

  it.each(["", "NA", "N/A", "nan", "NaN", "null", "None", "-", "--", " "])(
    "takes %j as missing",
    (text) => expect(parse(text)).toBe(MISSING),
  );

  it.each(["abc", "1,5", "1.2.3", "12W", "Infinity", "0x10", "1e", "+-1", "."])(
    "does not take %j as a number",
    (text) => expect(parse(text)).toBeUndefined(),
  );

  it("reads a decimal comma where the file uses one", () => {
    expect(parse("-12,50", true)).toBe(-12.5);
    expect(parse("1.234,5", true)).toBeUndefined();
  });
});
