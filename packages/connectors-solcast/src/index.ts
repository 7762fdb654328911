export { solcastConnector } from "./connect.ts";
export { solcastDecoder } from "./decode.ts";
