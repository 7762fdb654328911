export { solaredgeDecoder } from "./decode.ts";
export { solaredgeDefinition } from "./definition.ts";
export { solaredgeError } from "./errors.ts";
