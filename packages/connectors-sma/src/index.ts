export { smaDecoder } from "./decode.ts";
export { smaDefinition } from "./definition.ts";
export { classifySma } from "./errors.ts";
export { smaConnector } from "./connect.ts";
