/** Texts by which vendors say that there is no value. Compared in lower case. */
const MISSING_TEXTS: ReadonlySet<string> = new Set([
  "",
  "-",
  "--",
  "---",
  "n/a",
  "na",
  "nan",
  "null",
  "none",
  "undefined",
  "unknown",
  "unavailable",
]);

const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/iu;

/** A field read as a number: the number, `null` when the vendor says there is none, `undefined` when it is something else. */
export function readNumber(value: unknown): number | null | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (value === null || value === undefined) return null;
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  if (DECIMAL.test(text)) return finite(Number(text));
  return MISSING_TEXTS.has(text.toLowerCase()) ? null : undefined;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
