/** What the steps of {@link yieldWaterfall} are computed from, of one period and the same valid rows. */
export interface YieldWaterfallInput {
  /** Reference, array and final yield [h], {@link iec61724}. */
  readonly referenceYieldH: number;
  readonly arrayYieldH: number;
  readonly finalYieldH: number;
  /** Loss by module temperature [h]: ΣG(1 − C)τ/1000. */
  readonly temperatureLossH: number;
  /** DC rating [W]. */
  readonly dcRatingW: number;
  /** Energy lost in downtime [Wh]; default 0. */
  readonly availabilityLossWh?: number;
  /** Energy cut off at the inverters' limit [Wh]; default 0. */
  readonly clippingLossWh?: number;
  /** Soiling ratio of the period, 1 clean; default 1. */
  readonly soilingRatio?: number;
}

/** A step of the waterfall. */
export interface YieldStep {
  readonly cause:
    | "temperature"
    | "availability"
    | "clipping"
    | "soiling"
    | "otherCapture"
    | "system";
  /** Loss [h] = [kWh/kWp]; negative is a gain. */
  readonly lossH: number;
  /** Yield left after it [h]. */
  readonly leftH: number;
}

/**
 * From reference to final yield in steps: temperature, availability, clipping, soiling, the rest of the capture loss,
 * inverter and AC side.
 *
 * Only `otherCapture` is a remainder; the last step ends at the final yield by construction.
 *
 * @returns steps in order; `NaN` where an input is `NaN`
 * @see IEC 61724-1:2021 (capture and BOS loss); NREL/TP-5200-57991 for the temperature term
 * @example
 * yieldWaterfall({ referenceYieldH: 5, arrayYieldH: 4.2, finalYieldH: 4, temperatureLossH: 0.3, dcRatingW: 1000 }).at(-1);
 * // { cause: "system", lossH: 0.2…, leftH: 4 }
 */
export function yieldWaterfall(input: YieldWaterfallInput): YieldStep[] {
  const { referenceYieldH, arrayYieldH, finalYieldH, temperatureLossH, dcRatingW } = input;
  const { availabilityLossWh = 0, clippingLossWh = 0, soilingRatio = 1 } = input;
  const steps: YieldStep[] = [];
  let leftH = referenceYieldH;
  const take = (cause: YieldStep["cause"], lossH: number): void => {
    leftH -= lossH;
    steps.push({ cause, lossH, leftH });
  };
  take("temperature", temperatureLossH);
  take("availability", availabilityLossWh / dcRatingW);
  take("clipping", clippingLossWh / dcRatingW);
  take("soiling", (referenceYieldH - temperatureLossH) * (1 - soilingRatio));
  steps.push({ cause: "otherCapture", lossH: leftH - arrayYieldH, leftH: arrayYieldH });
  steps.push({ cause: "system", lossH: arrayYieldH - finalYieldH, leftH: finalYieldH });
  return steps;
}
