export { goodweDecoder } from "./decode.ts";
export { goodweDefinition } from "./definition.ts";
export { classifyGoodwe } from "./errors.ts";
export { goodweConnector } from "./connect.ts";
