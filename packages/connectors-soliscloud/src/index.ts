export { createSoliscloudConnector, soliscloudConnector } from "./connect.ts";
export { soliscloudDecoder } from "./decode.ts";
export { soliscloudDefinition } from "./definition.ts";
export { classifySoliscloud } from "./errors.ts";
