/**
 * Power factor as a share. Devices disagree whether PF is a percentage or a share: what is over 1 is a percentage;
 * at or below 1, active over apparent power tells which it is.
 */
export function powerFactorOf(
  raw: number | null,
  powerW: number | null,
  apparentPowerVa: number | null,
): number | null {
  if (raw === null) return null;
  const percentage = raw / 100;
  if (Math.abs(raw) > 1) return percentage;
  if (powerW === null || apparentPowerVa === null || apparentPowerVa === 0) return raw;
  const share = Math.abs(powerW / apparentPowerVa);
  const distance = (candidate: number): number => Math.abs(Math.abs(candidate) - share);
  return distance(percentage) < distance(raw) ? percentage : raw;
}
