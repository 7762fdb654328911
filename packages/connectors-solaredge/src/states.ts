/** `inverterMode` of V1 → operating state, numbered as SunSpec 103.St. V2 sends none. */
const STATES: Readonly<Record<string, number>> = {
  OFF: 1,
  SLEEPING: 2,
  NIGHT: 2,
  STARTING: 3,
  MPPT: 4,
  THROTTLED: 5,
  SHUTTING_DOWN: 6,
  FAULT: 7,
  STANDBY: 8,
};

/** Locked modes wait for someone or something; they are standby or fault.. */
const LOCKED = /^LOCKED_/u;
const LOCKED_BY_FAULT: ReadonlySet<string> = new Set([
  "LOCKED_INV_TRIP",
  "LOCKED_INV_ARC_DETECTED",
  "LOCKED_INTERNAL",
]);

/** State of a mode; `undefined` for one that is not known. */
export function stateOf(mode: string): number | undefined {
  const name = mode.trim().toUpperCase();
  if (LOCKED_BY_FAULT.has(name)) return STATES["FAULT"];
  if (LOCKED.test(name)) return STATES["STANDBY"];
  return Object.hasOwn(STATES, name) ? STATES[name] : undefined;
}
