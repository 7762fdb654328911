/** Powers of a plant at one moment [W]. */
export interface Flows {
  readonly pv: number;
  readonly battery: number;
  readonly grid: number;
  readonly load: number;
}

/** Rounded to whole watts each, and not always of the same second. */
const TOLERANCE_W = 20;
const TOLERANCE_SHARE = 0.03;

/** Whether sun, battery (+ discharge) and grid (+ import) give what the load takes. */
export function isBalanced({ pv, battery, grid, load }: Flows): boolean {
  const largest = Math.max(pv, Math.abs(battery), Math.abs(grid), load);
  const tolerance = Math.max(TOLERANCE_W, largest * TOLERANCE_SHARE);
  return Math.abs(pv + battery + grid - load) <= tolerance;
}

const SIGNS = [1, -1] as const;

/**
 * Gives battery and grid, which have no sign, the one direction in which the flows add up; `undefined` when there is
 * none, or another one as good.
 */
export function directed(flows: Flows): Flows | undefined {
  const ways = SIGNS.flatMap((battery) =>
    SIGNS.map((grid) => ({
      ...flows,
      battery: battery * flows.battery + 0,
      grid: grid * flows.grid + 0,
    })),
  ).filter((way) => isBalanced(way));
  const [first] = ways;
  const isOne = ways.every(
    ({ battery, grid }) => battery === first?.battery && grid === first.grid,
  );
  return isOne ? first : undefined;
}
