export { decodeRegisters, sunspecDecoder } from "./decode.ts";
export { findMarker, SUNSPEC_BASES, walkModels } from "./model-chain.ts";
export type { ModelChain, ModelSite } from "./model-chain.ts";
export { readModels } from "./read-models.ts";
export type { ModelValues, SunSpecDevice, SunSpecModel } from "./read-models.ts";
export { readRegisterDump } from "./register-dump.ts";
export type { RegisterDump } from "./register-dump.ts";
export { RegisterImage } from "./register-image.ts";
export type { RegisterValue } from "./register-types.ts";
