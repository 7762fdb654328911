import { freshnessOf } from "./freshness.ts";

/** States of plants and devices, worst first; FEATURES §15 fixes order, word and shape. */
export const STATUSES = ["fault", "watch", "silent", "ok", "night", "waiting"] as const;
export type Status = (typeof STATUSES)[number];

/** Word and shape, so that a status never rests on colour alone. */
export const STATUS_WORDS: Readonly<Record<Status, { word: string; shape: string }>> = {
  fault: { word: "Fault", shape: "◆" },
  watch: { word: "Watch", shape: "▲" },
  silent: { word: "No communication", shape: "⌁" },
  ok: { word: "OK", shape: "●" },
  night: { word: "Night", shape: "☾" },
  waiting: { word: "Not commissioned", shape: "○" },
};

/** SunSpec 103.St: the inverter has stopped with a fault. */
const OPERATING_STATE_FAULT = 7;

export interface DeviceCondition {
  /** `null` before the first reading. */
  readonly measuredAt: number | null;
  readonly operatingState: number | null;
  /** [W] */
  readonly powerW: number | null;
  /** Usual time between readings [ms]; 0 while unknown. */
  readonly intervalMs: number;
}

/** Status of one device now. Silence in the dark is night, not a fault: many inverters sleep. */
export function deviceStatus(condition: DeviceCondition, now: number, dark: boolean): Status {
  if (condition.measuredAt === null) return "waiting";
  if (freshnessOf(now - condition.measuredAt, condition.intervalMs) === "silent")
    return dark ? "night" : "silent";
  if (condition.operatingState === OPERATING_STATE_FAULT) return "fault";
  return dark && !((condition.powerW ?? 0) > 0) ? "night" : "ok";
}

export interface StatusReason {
  readonly status: Status;
  /** Why, in words; `null` when the status says it all. */
  readonly reason: string | null;
}

/** Status of a plant from those of its inverters. */
export function plantStatus(devices: readonly Status[]): StatusReason {
  const count = (status: Status): number => devices.filter((other) => other === status).length;
  const of = (part: number): string => `${part} of ${devices.length} inverters`;
  if (count("fault") > 0) return { status: "fault", reason: `${of(count("fault"))} at fault` };
  const silent = count("silent");
  const heard = devices.length - silent - count("waiting");
  if (silent > 0 && heard > 0) return { status: "watch", reason: `${of(silent)} silent` };
  if (silent > 0) return { status: "silent", reason: null };
  if (count("ok") > 0) return { status: "ok", reason: null };
  if (count("night") > 0) return { status: "night", reason: null };
  return { status: "waiting", reason: devices.length > 0 ? "no reading yet" : null };
}

/** Sorts the worst to the top. */
export function severity(status: Status): number {
  return STATUSES.indexOf(status);
}
