/** Angle of the year [rad]: 0 on day `offset`, a turn in 365 days. */
export function dayAngle(dayOfYear: number, offset: number): number {
  return ((2 * Math.PI) / 365) * (dayOfYear - offset);
}
