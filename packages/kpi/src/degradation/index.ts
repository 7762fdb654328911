export { degradationClassicalDecomposition, degradationOls } from "./linear.ts";
export type {
  ClassicalDegradation,
  LinearDegradation,
  LinearDegradationOptions,
} from "./linear.ts";
export type { LineFit } from "./line-fit.ts";
export { mannKendall } from "./mann-kendall.ts";
export type { MannKendallTrend } from "./mann-kendall.ts";
export { degradationYearOnYear } from "./year-on-year.ts";
export type { YearOnYearOptions, YearOnYearResult } from "./year-on-year-types.ts";
