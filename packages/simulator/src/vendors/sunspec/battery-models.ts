import type { Model } from "./chain.ts";
import { absent, absentSigned, i16, row, scaled, sf, u16, u32, type Words } from "./words.ts";

/** What a battery shows; `null` where it does not say. */
export interface BatteryNow {
  readonly chargePercent: number | null;
  readonly volts: number | null;
  /** + it charges [W]. */
  readonly powerW: number | null;
}

const CHARGING = 4;
const DISCHARGING = 3;

/** Model 124: storage of a hybrid inverter. */
export function storageModel({ chargePercent, volts, powerW }: BatteryNow): Model {
  const body = [
    ...absent(6),
    ...row(u16(scaled(chargePercent, -2)), absent(1), u16(scaled(volts, -1))),
    ...row(u16(directionOf(powerW)), absentSigned(2), absent(4)),
    ...row(absentSigned(4), sf(-2), absentSigned(1), sf(-1), absentSigned(1)),
  ];
  return { id: 124, body };
}

/** Model 713. */
export function storageCapacityModel({ chargePercent }: BatteryNow): Model {
  const body = [
    ...row(u16(960), u16(null), u16(scaled(chargePercent, -1)), u16(null)),
    ...row(u16(null), sf(1), sf(-1)),
  ];
  return { id: 713, body };
}

/** Model 802: a bank of batteries. Its power has no sign one could rely on: the state tells the direction. */
export function bankModel({ chargePercent, volts, powerW }: BatteryNow): Model {
  const watts = i16(scaled(powerW === null ? null : Math.abs(powerW), 0));
  const limits: Words = [...u16(100), ...u16(960), ...absent(7)];
  const body = [
    ...row(limits, u16(scaled(chargePercent, -1)), absent(2)),
    ...row(u32(chargePercent === null ? null : 212), u16(directionOf(powerW)), absent(9)),
    ...row(u32(0), u32(0), absent(4)),
    ...row(u16(scaled(volts, -1)), absent(9)),
    ...row(absentSigned(1), absent(2), watts, absent(1), absentSigned(1), absent(2)),
    ...[0, 1, null, null, -1, null, null, -1, null, null, null, 0].flatMap(sf),
  ];
  return { id: 802, body };
}

function directionOf(powerW: number | null): number | null {
  if (powerW === null) return null;
  return powerW > 0 ? CHARGING : DISCHARGING;
}
