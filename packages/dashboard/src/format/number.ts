/** Shown where a figure is missing. */
export const MISSING = "–";

const PREFIXES = [
  { factor: 1e9, symbol: "G" },
  { factor: 1e6, symbol: "M" },
  { factor: 1e3, symbol: "k" },
  { factor: 1, symbol: "" },
] as const;

export type Prefix = (typeof PREFIXES)[number];

const BASE: Prefix = PREFIXES[3];
const threeDigits = new Intl.NumberFormat(undefined, {
  minimumSignificantDigits: 3,
  maximumSignificantDigits: 3,
});

/** The SI prefix that shows the largest of the magnitudes with one to three digits before the point. */
export function prefixFor(values: readonly (number | null)[]): Prefix {
  const largest = Math.max(0, ...values.map((value) => Math.abs(value ?? 0)));
  const rounded = Number(largest.toPrecision(3)); // 999.6 is shown as 1.00 k
  return PREFIXES.find((prefix) => rounded >= prefix.factor) ?? BASE;
}

/** A column may need this many digits before the point, not more. */
const WIDEST = 1e5;

/** One SI prefix for a column: the smallest entry keeps a digit before the point, unless the largest grows too wide. */
export function columnPrefix(values: readonly (number | null)[]): Prefix {
  const sizes = values.map((value) => Math.abs(value ?? 0)).filter((size) => size > 0);
  if (sizes.length === 0) return BASE;
  const largest = Math.max(...sizes);
  const wanted = prefixFor([Math.min(...sizes)]);
  const fitting = PREFIXES.findLast(({ factor }) => largest / factor < WIDEST) ?? PREFIXES[0];
  return wanted.factor > fitting.factor ? wanted : fitting;
}

/** Three significant digits in the reader's spelling; zero is a plain 0. */
export function formatNumber(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return MISSING;
  if (Math.abs(value) < 1e-9) return "0";
  return threeDigits.format(value);
}

/** Three significant digits with a given prefix, so that a column keeps one unit. */
export function formatWith(value: number | null, prefix: Prefix): string {
  return formatNumber(value === null ? null : value / prefix.factor);
}

export interface Figure {
  readonly value: string;
  readonly unit: string;
}

/** Value and unit with the fitting prefix, e.g. `{ value: "12.3", unit: "kW" }`. */
export function formatFigure(value: number | null, unit: string): Figure {
  const prefix = prefixFor([value]);
  return { value: formatWith(value, prefix), unit: `${prefix.symbol}${unit}` };
}

/** As {@link formatFigure}, as one text. */
export function formatQuantity(value: number | null, unit: string): string {
  if (value === null) return MISSING;
  const figure = formatFigure(value, unit);
  return `${figure.value} ${figure.unit}`;
}

/** Whole per cent of a share (1 is 100 %). */
export function formatPercent(share: number | null): string {
  return share === null || !Number.isFinite(share) ? MISSING : `${Math.round(share * 100)} %`;
}
