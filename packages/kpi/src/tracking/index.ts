export { projectedSolarZenithAngle, type ProjectedZenithInput } from "./projected-zenith.ts";
export {
  groundAngle,
  maskingAngle,
  maskingAnglePassias,
  type Rows,
  skyDiffusePassias,
} from "./row-angles.ts";
export { shadedFraction1d, type ShadedFractionInput } from "./shaded-fraction.ts";
export { singleAxis, type SingleAxisInput, type TrackerPosition } from "./single-axis.ts";
export { calcAxisTilt, calcCrossAxisTilt, type Slope } from "./slope.ts";
export {
  calcSurfaceOrientation,
  type SurfaceOrientation,
  type TrackerAxis,
} from "./surface-orientation.ts";
