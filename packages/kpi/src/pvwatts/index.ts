export { pvwattsDc, type PvwattsDcOptions } from "./dc.ts";
export { pvwattsInverter, type PvwattsInverterOptions, pvwattsMulti } from "./inverter.ts";
export { pvwattsLosses, type PvwattsLosses } from "./losses.ts";
