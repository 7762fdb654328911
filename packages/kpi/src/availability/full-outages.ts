/** A stretch of rows; `end` is the last row of the outage. */
export interface OutageRows {
  readonly start: number;
  readonly end: number;
}

/**
 * Stretches in which no part reported by day. Nights beside an offline daylight row belong to the outage, so that one
 * of several days is one.
 */
export function fullOutages(
  reporting: readonly Uint8Array[],
  expectedW: Float64Array,
): OutageRows[] {
  const rows = expectedW.length;
  const offline = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    offline[row] = reporting.some((part) => part[row] === 1) ? 0 : 1;
  }
  const full = new Uint8Array(rows);
  let known = 0;
  for (let row = 0; row < rows; row++) {
    if (expectedW[row]! > 0) known = offline[row]!;
    full[row] = known;
  }
  known = 0;
  for (let row = rows - 1; row >= 0; row--) {
    if (expectedW[row]! > 0) known = offline[row]!;
    full[row] = full[row]! | known;
  }
  const outages: OutageRows[] = [];
  let start = -1;
  for (let row = 0; row < rows; row++) {
    if (full[row] === 1 && start < 0) start = row;
    if (full[row] === 1 || start < 0) continue;
    outages.push({ start, end: row - 1 });
    start = -1;
  }
  if (start >= 0) outages.push({ start, end: rows - 1 });
  return outages;
}
