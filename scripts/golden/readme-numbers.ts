/** The number that follows `label` in a text; `fallback` when the text does not say it. */
export function numberAfter(text: string, label: string, fallback: number): number {
  const start = text.indexOf(label);
  const found = /^-?\d+(?:\.\d+)?(?:e[-+]?\d+)?/i.exec(text.slice(start + label.length));
  return start < 0 || !found ? fallback : Number(found[0]);
}
