export { bird, type BirdClearSky, type BirdInput } from "./bird.ts";
export type { ClearSky, ClearSkyInto } from "./clear-sky-types.ts";
export { haurwitz } from "./haurwitz.ts";
export { ineichen, type IneichenInput } from "./ineichen.ts";
export { simplifiedSolis, type SimplifiedSolisInput } from "./simplified-solis.ts";
