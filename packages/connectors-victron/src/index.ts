export { victronConnector } from "./connect.ts";
export { victronDecoder } from "./decode.ts";
export { victronDefinition } from "./definition.ts";
export { classifyVictron } from "./errors.ts";
