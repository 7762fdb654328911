export { fixedShapeDays, trackingShapeDays } from "./day-shape.ts";
export type { DayShapeOptions, FixedShapeOptions, TrackingShapeOptions } from "./day-shape.ts";
export { inferOrientationFitPvwatts } from "./infer-orientation.ts";
export type { InferredOrientation } from "./infer-orientation.ts";
export type { OrientationInput } from "./power-model.ts";
