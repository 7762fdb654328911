import type { NumberOrColumn } from "../column.ts";
import { mapColumn } from "../column-map.ts";
import { asceExtraOf, spencerExtraOf } from "./daily-extra-radiation.ts";
import { earthSunDistance } from "./earth-sun-distance.ts";

/** Options of {@link extraRadiation}. */
export interface ExtraRadiationOptions {
  /** `"spencer"` (default) and `"asce"` go by the UTC day of the year, `"nrel"` by the distance of SPA at the instant. */
  readonly method?: "spencer" | "asce" | "nrel";
  /** Irradiance at 1 AU [W/m²]. Default 1366.1. */
  readonly solarConstantWm2?: number;
}

function extraOf(
  method: "spencer" | "asce" | "nrel",
  solarConstantWm2: number,
): (timeMs: number) => number {
  if (method === "spencer") return spencerExtraOf(solarConstantWm2);
  if (method === "asce") return asceExtraOf(solarConstantWm2);
  return (timeMs) => solarConstantWm2 * earthSunDistance(timeMs) ** -2;
}

/**
 * Extraterrestrial irradiance on a plane facing the sun.
 *
 * Spencer: G₀·(1.00011 + 0.034221 cos B + 0.00128 sin B + 0.000719 cos 2B + 0.000077 sin 2B), B = 2π(n − 1)/365.
 * ASCE: G₀·(1 + 0.033 cos(2πn/365)). NREL: G₀/R².
 *
 * @param timeMs - instant, or column of instants [epoch ms]; the day is the UTC day
 * @returns irradiance [W/m²], 1321 to 1414 with the default constant, at night as by day; `NaN` for `NaN`
 * @see J. W. Spencer, Search 2(5), 172, 1971; R. G. Allen et al., "The ASCE standardized reference evapotranspiration
 * equation", 2005
 * @example
 * extraRadiation(Date.UTC(2020, 0, 1)); // 1413.98…
 */
export function extraRadiation(timeMs: number, options?: ExtraRadiationOptions): number;
export function extraRadiation(
  timeMs: Float64Array,
  options?: ExtraRadiationOptions & { readonly out?: Float64Array },
): Float64Array;
export function extraRadiation(
  timeMs: NumberOrColumn,
  options: ExtraRadiationOptions & { readonly out?: Float64Array } = {},
): NumberOrColumn {
  const { method = "spencer", solarConstantWm2 = 1366.1, out } = options;
  return mapColumn(timeMs, out, extraOf(method, solarConstantWm2));
}
