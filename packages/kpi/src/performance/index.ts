export {
  iec61724,
  type Performance,
  type PerformancePlant,
  type PerformanceRows,
} from "./iec61724.ts";
export {
  capacityFactor,
  performanceIndex,
  portfolioPerformanceRatio,
  specificYield,
} from "./indices.ts";
export { type NrelOptions, type NrelRows, performanceRatioNrel } from "./performance-ratio-nrel.ts";
export { irradianceWeightedMean } from "./weighted-mean.ts";
