export { opendtuConnector } from "./connect.ts";
export { opendtuDecoder } from "./decode.ts";
