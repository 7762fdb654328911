import { TELEMETRY_POINTS } from "./telemetry.ts";

const DAY_MS = 86_400_000;
const RATED_W = 25_000;

/** How coarse an inverter reports: many in steps of 10 W, some in single watts. */
export interface ReportedSteps {
  readonly powerW: number;
  readonly energyWh: number;
  readonly currentA: number;
}

export const DEVICE_STEPS: ReportedSteps = { powerW: 10, energyWh: 10, currentA: 0.1 };
export const FINE_STEPS: ReportedSteps = { powerW: 1, energyWh: 1, currentA: 0.01 };

/** Repeatable noise, uniform in [0, 1) (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function toStep(value: number, step: number): number {
  return Number((Math.round(value / step) * step).toFixed(2));
}

/**
 * Minutes of one inverter, with what makes real telemetry hard to pack: clouds that come and go within minutes, phase
 * voltages that drift and flicker, currents that follow power and voltage, a grid that is never quiet.
 */
export function* noisyMinutes(
  device: number,
  startAt: number,
  steps: ReportedSteps,
): Generator<{ readonly at: number; readonly row: readonly number[] }> {
  const random = randomNumbers(device * 7_919 + 1);
  const normal = (): number => random() + random() + random() + random() - 2;
  let [cloud, flicker, celsius, wh, todayWh] = [0.2, 0, 15, device * 1e6, 0];
  const drift = [0, 0, 0];
  for (let at = startAt; ; at += 60_000) {
    const share = (at % DAY_MS) / DAY_MS;
    if (at % DAY_MS === 0) todayWh = 0;
    const sun = Math.max(0, Math.sin((share - 0.25) * 2 * Math.PI));
    cloud = Math.min(1, Math.max(0, cloud + 0.08 * normal() - (cloud - 0.3) * 0.05));
    flicker = flicker * 0.5 + 0.01 * normal();
    const powerW = Math.max(0, RATED_W * sun * (1 - 0.7 * cloud * cloud) * (1 + flicker));
    wh += powerW / 60;
    todayWh += powerW / 60;
    celsius += (15 + 30 * (powerW / RATED_W) - celsius) * 0.03;
    const volts = drift.map((before, phase) => {
      drift[phase] = before * 0.995 + 0.15 * normal();
      return 231 + (drift[phase] ?? 0) + 0.3 * normal() + (3 * powerW) / RATED_W;
    });
    const row = [
      toStep(powerW, steps.powerW),
      toStep(wh, steps.energyWh),
      toStep(todayWh, steps.energyWh),
      ...volts.map((volt) => toStep(volt, 0.1)),
      ...volts.map((volt) => toStep((powerW / 3 / volt) * (1 + 0.003 * normal()), steps.currentA)),
      toStep(50 + 0.015 * normal(), 0.01),
      toStep(powerW * (1.03 + 0.002 * normal()), steps.powerW),
      toStep(celsius + 0.05 * normal(), 0.1),
    ];
    yield { at, row };
  }
}

export const NOISY_POINTS = TELEMETRY_POINTS;
