/** How much the client wants `type`, 0–1, by its `Accept` header. */
function weightOf(accept: string, type: string): number {
  let best = 0;
  let bestPrecision = -1;
  for (const range of accept.split(",")) {
    const [name = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
    const precision = name === type ? 2 : name === `${type.split("/")[0]}/*` ? 1 : 0;
    if (precision === 0 && name !== "*/*") continue;
    if (precision <= bestPrecision) continue;
    const weight = Number(parameters.find((text) => text.startsWith("q="))?.slice(2) ?? 1);
    best = Number.isNaN(weight) ? 1 : weight;
    bestPrecision = precision;
  }
  return best;
}

/** Whether the client would rather have CSV than JSON. */
export function prefersCsv(accept: string | null): boolean {
  return accept !== null && weightOf(accept, "text/csv") > weightOf(accept, "application/json");
}
