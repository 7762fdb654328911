/** Operating states, numbered as SunSpec 103.St. Texts, because the numbers of `status` differ between families. */
const STATES: ReadonlyMap<string, number> = new Map([
  ["normal", 4],
  ["checking", 3],
  ["fault", 7],
  ["standby", 8],
  ["waiting", 8],
]);

/** State of `statusText`, e.g. `Normal` or `tlx.status.checking`; `undefined` when it tells none. */
export function stateOf(statusText: string): number | undefined {
  return STATES.get(statusText.toLowerCase().split(".").at(-1) ?? "");
}

/** Says that the logger was out of reach, not what the device did. */
export function isLost(statusText: string): boolean {
  return /(?:^|\.)(?:lost|offline)$/iu.test(statusText);
}
