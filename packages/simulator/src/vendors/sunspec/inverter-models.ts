import type { Model } from "./chain.ts";
import { amperes, volts } from "./electric.ts";
import {
  absent,
  absentSigned,
  acc32,
  f32,
  i16,
  row,
  scaled,
  sf,
  text,
  u16,
  u32,
  u64,
} from "./words.ts";

/** What an inverter shows; `null` where it does not say. */
export interface InverterNow {
  readonly powerW: number | null;
  readonly counterWh: number | null;
  readonly phaseV: number | null;
  readonly frequencyHz: number | null;
  readonly dcV: number | null;
  readonly heatSinkC: number | null;
  /** 2 sleeping, 3 starting, 4 tracking. */
  readonly state: number | null;
}

const PHASES = 3;
/** Watts fit into a signed word with one digit behind the point up to here: devices change their scale by themselves. */
const FINE_W = 3_000;
const POWER_FACTOR_PERCENT = 99.9;
const EVENTS = [...u32(0), ...u32(0), ...absent(8)];

/** Model 103: integers with scale factors. */
export function inverterModel(now: InverterNow): Model {
  const { powerW, counterWh, phaseV, frequencyHz, dcV, heatSinkC, state } = now;
  const wattScale = powerW !== null && powerW < FINE_W ? -1 : 0;
  const phase = u16(scaled(amperes(powerW, phaseV, PHASES), -2));
  const watts = i16(scaled(powerW, wattScale));
  const body = [
    ...row(u16(scaled(amperes(powerW, phaseV, 1), -2)), phase, phase, phase, sf(-2)),
    ...absent(3),
    ...row(volts(phaseV), volts(phaseV), volts(phaseV), sf(-1)),
    ...row(watts, sf(wattScale)),
    ...row(u16(scaled(frequencyHz, -2)), sf(-2)),
    ...row(watts, sf(wattScale)),
    ...row(i16(powerW === null ? null : 0), sf(0)),
    ...row(i16(scaled(powerW === null ? null : POWER_FACTOR_PERCENT, -1)), sf(-1)),
    ...row(acc32(counterWh), sf(0)),
    ...row(u16(scaled(amperes(powerW, dcV, 1), -2)), sf(-2)),
    ...row(volts(dcV), sf(-1)),
    ...row(watts, sf(wattScale)),
    ...row(absentSigned(1), i16(scaled(heatSinkC, -1)), absentSigned(2), sf(-1)),
    ...row(u16(state), absent(1)),
    ...EVENTS,
  ];
  return { id: 103, body };
}

/** Model 113: the same as floats. */
export function floatInverterModel(now: InverterNow): Model {
  const { powerW, counterWh, phaseV, frequencyHz, dcV, heatSinkC, state } = now;
  const phaseA = amperes(powerW, phaseV, PHASES);
  const floats = [
    amperes(powerW, phaseV, 1),
    phaseA,
    phaseA,
    phaseA,
    null,
    null,
    null,
    phaseV,
    phaseV,
    phaseV,
    powerW,
    frequencyHz,
    powerW,
    powerW === null ? null : 0,
    powerW === null ? null : POWER_FACTOR_PERCENT,
    counterWh,
    amperes(powerW, dcV, 1),
    dcV,
    powerW,
    null,
    heatSinkC,
    null,
    null,
  ];
  return { id: 113, body: [...floats.flatMap(f32), ...u16(state), ...absent(1), ...EVENTS] };
}

/** Model 701. Its states are one lower than those of 10x; 0.1 W and Wh. */
export function resourceModel(now: InverterNow): Model {
  const { powerW, counterWh, phaseV, frequencyHz, heatSinkC, state } = now;
  const watts = i16(scaled(powerW, 0));
  const phase = [
    ...i16(scaled(powerW === null ? null : powerW / PHASES, 0)),
    ...absentSigned(3),
    ...i16(scaled(amperes(powerW, phaseV, PHASES), -2)),
    ...absent(1),
    ...volts(phaseV),
    ...absent(16),
  ];
  const body = [
    ...row(u16(2), u16(state === null ? null : 1), u16(state === null ? null : state - 1)),
    ...row(u16(1), u32(0), u32(0)),
    ...row(watts, watts, i16(powerW === null ? null : 0), absentSigned(1)),
    ...row(i16(scaled(amperes(powerW, phaseV, 1), -2)), absent(1), volts(phaseV)),
    ...u32(scaled(frequencyHz, -3)),
    ...row(u64(counterWh), absent(12)),
    ...row(absentSigned(2), i16(scaled(heatSinkC, -1)), absentSigned(3)),
    ...row(phase, phase, phase),
    ...absent(3),
    ...[-2, -1, -3, 0, -3, 0, 0, 0, null, -1].flatMap(sf),
    ...text("", 32),
  ];
  return { id: 701, body };
}
