export { sungrowConnector } from "./connect.ts";
export { sungrowDecoder } from "./decode.ts";
