/** Operating states, numbered as SunSpec 103.St. */
const OFF = 1;
const SLEEPING = 2;
const STARTING = 3;
const PRODUCING = 4;
const THROTTLED = 5;
const FAULT = 7;
const STANDBY = 8;

/** `inverter_state` of the manual. Fault states also go to `faultCode`, so that their reason is kept. */
const INVERTER_STATES: ReadonlyMap<number, number> = new Map([
  ...[0, 1, 3].map((state) => [state, STANDBY] as const),
  ...[2, 40_960].map((state) => [state, SLEEPING] as const), // no irradiation: a normal night
  [256, STARTING],
  ...[512, 1_025, 1_026].map((state) => [state, PRODUCING] as const),
  ...[513, 514].map((state) => [state, THROTTLED] as const),
  ...[768, 770, 771, 774, 45_056].map((state) => [state, FAULT] as const),
  ...[769, 772, 773].map((state) => [state, OFF] as const), // commanded, limited, or waiting for someone
  ...[1_280, 1_281, 1_536, 1_792, 2_048, 2_304, 49_152].map((state) => [state, STANDBY] as const),
]);

const BATTERY_STATES: readonly number[] = [OFF, STANDBY, PRODUCING, FAULT, SLEEPING];

/** State of an inverter; `undefined` for a number that the manual does not know. */
export function inverterStateOf(state: number): number | undefined {
  return INVERTER_STATES.get(state);
}

/** State of a battery; `undefined` for a number that the manual does not know. */
export function batteryStateOf(state: number): number | undefined {
  return BATTERY_STATES[state];
}

export function isFault(state: number): boolean {
  return INVERTER_STATES.get(state) === FAULT;
}

/** Whether an inverter has begun its day; before that its daily counter shows yesterday. */
export function isAwake(state: number): boolean {
  const known = INVERTER_STATES.get(state);
  return known === PRODUCING || known === THROTTLED;
}
