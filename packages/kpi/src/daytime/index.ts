export { daytimeFromPower } from "./power-or-irradiance.ts";
export type { DaytimeOptions } from "./power-or-irradiance.ts";
export { sunriseSunsetFromDaytime } from "./sunrise-sunset.ts";
export type { SunriseSunset, SunriseSunsetOptions } from "./sunrise-sunset.ts";
