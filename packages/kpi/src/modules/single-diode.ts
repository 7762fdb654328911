import type { SingleDiodeParameters } from "./single-diode-parameters.ts";

/** Points of the I-V curve. */
export interface SingleDiodePoints {
  readonly shortCircuitA: number;
  readonly openCircuitV: number;
  readonly maxPowerA: number;
  readonly maxPowerV: number;
  readonly maxPowerW: number;
  /** Current at half of Voc [A]. */
  readonly ixA: number;
  /** Current half way between Vmp and Voc [A]. */
  readonly ixxA: number;
}

const MAX_ROUNDS = 100;

/** All is explicit in the voltage across the diode, Vd = V + I·Rs, so one unknown is enough. */
class Diode {
  readonly #parameters: SingleDiodeParameters;
  readonly #shuntSiemens: number;

  constructor(parameters: SingleDiodeParameters) {
    this.#parameters = parameters;
    this.#shuntSiemens = 1 / parameters.shuntOhm;
  }

  currentA(diodeV: number): number {
    const { photocurrentA, saturationCurrentA, nNsVthV } = this.#parameters;
    const diodeA = saturationCurrentA * Math.expm1(diodeV / nNsVthV);
    return photocurrentA - diodeA - diodeV * this.#shuntSiemens;
  }

  /** dI/dVd and d²I/dVd². */
  slopes(diodeV: number): readonly [number, number] {
    const { saturationCurrentA, nNsVthV } = this.#parameters;
    const second = (-saturationCurrentA / nNsVthV ** 2) * Math.exp(diodeV / nNsVthV);
    return [second * nNsVthV - this.#shuntSiemens, second];
  }

  /** Current at the terminals' voltage. Newton from the right of a convex function: it cannot overshoot. */
  currentAtA(voltageV: number): number {
    const { photocurrentA, seriesOhm } = this.#parameters;
    let diodeV = voltageV + seriesOhm * photocurrentA;
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const off = diodeV - seriesOhm * this.currentA(diodeV) - voltageV;
      const step = off / (1 - seriesOhm * this.slopes(diodeV)[0]);
      diodeV -= step;
      if (!(Math.abs(step) > 1e-14 * Math.abs(diodeV))) break;
    }
    return this.currentA(diodeV);
  }

  openCircuitV(): number {
    const { photocurrentA, saturationCurrentA, nNsVthV } = this.#parameters;
    let diodeV = nNsVthV * Math.log1p(photocurrentA / saturationCurrentA);
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const step = this.currentA(diodeV) / this.slopes(diodeV)[0];
      diodeV -= step;
      if (!(Math.abs(step) > 1e-15 * diodeV)) break;
    }
    return diodeV;
  }

  /** Diode voltage of most power: root of dP/dVd, Newton kept inside its bracket. */
  maxPowerDiodeV(openCircuitV: number): number {
    const { seriesOhm } = this.#parameters;
    let [low, high] = [0, openCircuitV];
    let diodeV = 0.85 * openCircuitV;
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const current = this.currentA(diodeV);
      const [first, second] = this.slopes(diodeV);
      const lever = diodeV - 2 * current * seriesOhm;
      const rising = current + first * lever;
      if (rising > 0) low = diodeV;
      else high = diodeV;
      const curvature = first + second * lever + first * (1 - 2 * first * seriesOhm);
      let next = diodeV - rising / curvature;
      if (!(next > low && next < high)) next = (low + high) / 2;
      const step = Math.abs(next - diodeV);
      diodeV = next;
      if (!(step > 1e-14 * openCircuitV)) break;
    }
    return diodeV;
  }
}

const DARK: SingleDiodePoints = {
  shortCircuitA: 0,
  openCircuitV: 0,
  maxPowerA: 0,
  maxPowerV: 0,
  maxPowerW: 0,
  ixA: 0,
  ixxA: 0,
};

/**
 * Points of the I-V curve of I = IL − I0·(exp((V + I·Rs)/a) − 1) − (V + I·Rs)/Rsh, one operating point.
 *
 * Solved by Newton's method to the last digits; no special function is needed. Without light all is 0.
 *
 * @returns currents [A], voltages [V], power [W]; `NaN` where a parameter is `NaN`
 * @see A. Jain, A. Kapoor, Sol. Energy Mater. Sol. Cells 81(2), 2004, doi:10.1016/j.solmat.2003.11.018
 * @example
 * const reference = { alphaScAK: 0.004539, aRefV: 2.6373, photocurrentRefA: 5.114, saturationRefA: 8.196e-10,
 *   shuntRefOhm: 381.68, seriesOhm: 1.065 };
 * singleDiode(calcparamsDesoto(1000, 25, reference)).shortCircuitA; // 5.0997…
 */
export function singleDiode(parameters: SingleDiodeParameters): SingleDiodePoints {
  if (parameters.photocurrentA === 0) return DARK;
  const diode = new Diode(parameters);
  const openCircuitV = diode.openCircuitV();
  const maxPowerDiodeV = diode.maxPowerDiodeV(openCircuitV);
  const maxPowerA = diode.currentA(maxPowerDiodeV);
  const maxPowerV = maxPowerDiodeV - maxPowerA * parameters.seriesOhm;
  return {
    shortCircuitA: diode.currentAtA(0),
    openCircuitV,
    maxPowerA,
    maxPowerV,
    maxPowerW: maxPowerA * maxPowerV,
    ixA: diode.currentAtA(openCircuitV / 2),
    ixxA: diode.currentAtA((openCircuitV + maxPowerV) / 2),
  };
}
