export type { ConditionFigures } from "./conditions.ts";
export { detectClearsky } from "./detect-clearsky.ts";
export type { ClearskyDetection, DetectClearskyOptions } from "./detect-clearsky.ts";
export { jordanHansenLimits, RENO_HANSEN_LIMITS } from "./limits.ts";
export type { ClearskyLimits } from "./limits.ts";
export { irradianceRescaleFactor } from "./irradiance-rescale.ts";
export type { IrradianceRescaleOptions } from "./irradiance-rescale.ts";
