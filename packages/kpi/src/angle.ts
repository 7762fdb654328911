/** Radians in a degree. */
export const RADIANS: number = Math.PI / 180;
/** Degrees in a radian. */
export const DEGREES: number = 180 / Math.PI;

export function cosDeg(deg: number): number {
  return Math.cos(deg * RADIANS);
}

export function sinDeg(deg: number): number {
  return Math.sin(deg * RADIANS);
}

/** Remainder in [0, modulus), also of negative values; NaN of NaN. */
export function wrap(value: number, modulus: number): number {
  const rest = value - modulus * Math.floor(value / modulus);
  return rest === modulus ? 0 : rest; // the smallest negative values round up to the modulus
}
