export { growattConnector } from "./connect.ts";
export { growattDecoder } from "./decode.ts";
export { growattDefinition } from "./definition.ts";
export { classifyGrowatt } from "./errors.ts";
