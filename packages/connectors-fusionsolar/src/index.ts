export { fusionsolarDecoder } from "./decode.ts";
export { fusionsolarDefinition } from "./definition.ts";
export { fusionsolarError } from "./errors.ts";
