/** How one inverter turns light into power. */
export interface InverterModel {
  /** Modules behind it [kW]. */
  readonly dcKwp: number;
  /** AC rating [kW]; power is clipped there. */
  readonly acKw: number;
  /** Dirt, mismatch and wiring: share of DC power that arrives, 0–1. */
  readonly health: number;
}

export interface InverterPower {
  readonly dcW: number;
  readonly acW: number;
}

const GAMMA_PER_K = -0.0037;
const NOMINAL_EFFICIENCY = 0.975;
const REFERENCE_EFFICIENCY = 0.9637;
const START_SHARE = 0.004;

/** Cell temperature after Faiman [°C]. @see D. Faiman, Prog. Photovolt. 16(4), 307–315, 2008 */
export function cellTemperatureC(poaWm2: number, airC: number, windMps: number): number {
  return airC + poaWm2 / (25 + 6.84 * windMps);
}

/**
 * Power after PVWatts: DC from light and temperature, part-load efficiency, clipping at the rating.
 *
 * @see A. Dobos, NREL/TP-6A20-62641, 2014
 */
export function inverterPower(model: InverterModel, poaWm2: number, cellC: number): InverterPower {
  const dcLimitW = (model.acKw * 1000) / NOMINAL_EFFICIENCY;
  const offeredW = model.dcKwp * poaWm2 * (1 + GAMMA_PER_K * (cellC - 25)) * model.health;
  if (offeredW < dcLimitW * START_SHARE) return { dcW: 0, acW: 0 };
  // At the limit the tracker leaves the maximum-power point, so DC power is held, too.
  const dcW = Math.min(offeredW, dcLimitW * 1.002);
  const load = dcW / dcLimitW;
  const efficiency =
    (NOMINAL_EFFICIENCY / REFERENCE_EFFICIENCY) * (0.9858 - 0.0162 * load - 0.0059 / load);
  return { dcW, acW: Math.max(0, Math.min(efficiency * dcW, model.acKw * 1000)) };
}
