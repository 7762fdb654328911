/** Significant digits of a printed number; 0 of a word. */
function digitsOf(text: string): number {
  const mantissa = /^-?([\d.]+)/.exec(text)?.[1] ?? "";
  return mantissa.replace(".", "").replace(/^0+/, "").length;
}

/** Significant digits that a column of a file is printed with: the most that a cell shows. */
export function printedDigits(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, digitsOf(text)), 1);
}

/** Ours as the file prints them: a figure of 9 digits cannot hold a tolerance of 1e-9, its rounding is compared. */
export function asPrinted(values: Float64Array, texts: readonly string[]): Float64Array {
  const digits = printedDigits(texts);
  return values.map((value) => Number(value.toPrecision(digits)));
}

function decimalsOf(text: string): number {
  return /^-?\d*\.(\d+)$/.exec(text)?.[1]?.length ?? 0;
}

/** Half a unit of the last decimal that a column is printed with: how far each value may lie from its original. */
export function halfLastDecimal(texts: readonly string[]): number {
  return 0.5 * 10 ** -texts.reduce((most, text) => Math.max(most, decimalsOf(text)), 0);
}
