export { teslaConnector } from "./connect.ts";
export { teslaDecoder } from "./decode.ts";
export { VENDOR as tesla } from "./definition.ts";
