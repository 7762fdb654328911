// exp(−u) from a table and a short series. In JavaScript a vector unit is out of reach, and a call of Math.exp costs a
// loop 6 ns. For loops over columns; the table is made at first use. `expMinus` does not test its range, since a branch
// to Math.exp beside it costs as much as the call: a loop breaks off at a row outside, and has that one done apart.

/** Nodes in a unit of the exponent; written out below, since V8 does not fold an imported constant. */
export const EXP_NODES = 2048;

let shared: Float64Array | undefined;

/** exp(−u) of u = 0, 1/2048, … 8. */
export function expTable(): Float64Array {
  shared ??= Float64Array.from({ length: 8 * EXP_NODES + 1 }, (_, node) =>
    Math.exp(-node / EXP_NODES),
  );
  return shared;
}

/** Whether the table has no answer for the exponent −`nodes`/2048: outside −8 to 0. NaN is not outside. */
export function isOutsideExpTable(nodes: number): boolean {
  return Math.abs(nodes - 8192) > 8192;
}

/** exp(−`nodes`/2048), to 3e-15 relative; NaN of NaN. `table` is {@link expTable}'s. */
export function expMinus(nodes: number, table: Float64Array): number {
  const node = nodes | 0;
  const rest = (node - nodes) * (1 / 2048);
  return table[node]! * (1 + rest + rest * rest * (1 / 2 + rest * (1 / 6)));
}

/** exp(−`u`) of any `u`: {@link expMinus} with its test, for loops that call Math functions anyway. */
export function expMinusAny(u: number, table: Float64Array): number {
  const nodes = u * 2048;
  return isOutsideExpTable(nodes) ? Math.exp(-u) : expMinus(nodes, table);
}
