/**
 * Our `status` counts as models 10x do: 1 off, 2 sleeping, 3 starting, 4 tracking, 5 throttled, 6 shutting down,
 * 7 fault, 8 standby. Model 701 has the same states one lower.
 */
export function statusOfResource(inverterState: number): number {
  return inverterState + 1;
}

/** Model 802 and 124: which way the charge flows. `null`: the state does not tell. */
export function directionOfCharge(chargeState: number | null): 1 | -1 | null {
  if (chargeState === 4) return 1;
  return chargeState === 3 ? -1 : null;
}

/**
 * −1 where positive meter power means export, so that + is import afterwards. SolarEdge counts export; Fronius, and
 * every plain meter seen, counts import.
 */
export function signOfMeter(manufacturer: string): 1 | -1 {
  return /^solaredge/iu.test(manufacturer.trim()) ? -1 : 1;
}
