export { acmeConnector } from "./connect.ts";
export { acmeDecoder } from "./decode.ts";
