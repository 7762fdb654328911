/** `state` of inverters → operating state, numbered as SunSpec 103.St. 2, offline, tells of the logger only. */
const STATES: ReadonlyMap<number, number> = new Map([
  [1, 4],
  [3, 7],
]);

/** Operating state; `undefined` when the vendor's number tells none. */
export function stateOf(state: number): number | undefined {
  return STATES.get(state);
}
