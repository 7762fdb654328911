const CANDIDATES = [",", ";", "\t", "|"] as const;

/** The separator that a header line uses most, outside quotes; a comma when it has none. */
export function detectSeparator(headerLine: string): string {
  const bare = headerLine.replaceAll(/"[^"]*"/g, "");
  let best = ",";
  let most = 0;
  for (const candidate of CANDIDATES) {
    const count = bare.split(candidate).length - 1;
    if (count > most) {
      most = count;
      best = candidate;
    }
  }
  return best;
}
