export { adrInverter, type AdrInverter, type AdrOptions } from "./adr.ts";
export { sandiaInverter, type SandiaInverter } from "./sandia.ts";
