export { openMeteoConnector } from "./connect.ts";
export { openMeteoDecoder } from "./decode.ts";
