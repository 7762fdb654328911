/** `status` of inverters → operating state, numbered as SunSpec 103.St: waiting, normal, fault. */
const STATES: ReadonlyMap<number, number> = new Map([
  [0, 8],
  [1, 4],
  [2, 7],
]);

/** The logger is out of reach: what is shown of the inverter is not measured. */
export const OFFLINE = -1;

/** Operating state; `undefined` when the portal's number tells none. */
export function stateOf(status: number): number | undefined {
  return STATES.get(status);
}
