import { pvwattsDc, pvwattsInverter } from "@solarmon/kpi/pvwatts";

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
const START_SHARE = 0.004;

/**
 * Power after PVWatts: DC from light and temperature, part-load efficiency, clipping at the rating. Below a share of the
 * rating the inverter sleeps.
 */
export function inverterPower(model: InverterModel, poaWm2: number, cellC: number): InverterPower {
  const dcLimitW = (model.acKw * 1000) / NOMINAL_EFFICIENCY;
  const dcRatingW = model.dcKwp * 1000 * model.health;
  const offeredW = pvwattsDc(poaWm2, cellC, { dcRatingW, gammaPerK: GAMMA_PER_K });
  if (offeredW < dcLimitW * START_SHARE) return { dcW: 0, acW: 0 };
  // At the limit the tracker leaves the maximum-power point, so DC power is held, too.
  const dcW = Math.min(offeredW, dcLimitW * 1.002);
  return { dcW, acW: pvwattsInverter(dcW, { dcLimitW, nominalEfficiency: NOMINAL_EFFICIENCY }) };
}
