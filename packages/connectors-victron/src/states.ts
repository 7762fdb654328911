/** Operating states, numbered as SunSpec 103.St. */
const OFF = 1;
const STARTING = 3;
const PRODUCING = 4;
const FAULT = 7;
const STANDBY = 8;

/** `State` of a solar charger. 252 is control from outside, 245 and 246 are wake-up and self-test. */
const CHARGER: ReadonlyMap<number, number> = new Map([
  [0, OFF],
  [2, FAULT],
  ...[3, 4, 5, 6, 7, 247, 252].map((state) => [state, PRODUCING] as const),
  ...[245, 246].map((state) => [state, STARTING] as const),
]);

/** `StatusCode` of a PV inverter, as Fronius numbers them. */
const PV_INVERTER: ReadonlyMap<number, number> = new Map([
  ...[0, 1, 2, 3, 4, 5, 6, 9].map((state) => [state, STARTING] as const),
  [7, PRODUCING],
  [8, STANDBY],
  [10, FAULT],
]);

/** Service and path of a state → what its numbers mean. */
export const STATES: ReadonlyMap<string, ReadonlyMap<number, number>> = new Map([
  ["solarcharger/State", CHARGER],
  ["pvinverter/StatusCode", PV_INVERTER],
]);
