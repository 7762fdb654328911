export { median, quantile } from "./quantile.ts";
export { createRandom } from "./random.ts";
export type { Random } from "./random.ts";
export { robustMean, robustMedian, robustQuantile } from "./robust.ts";
