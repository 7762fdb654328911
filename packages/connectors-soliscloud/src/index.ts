export { soliscloudDecoder } from "./decode.ts";
export { soliscloudDefinition } from "./definition.ts";
export { soliscloudError } from "./errors.ts";
