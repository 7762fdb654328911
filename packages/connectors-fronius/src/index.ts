export { froniusConnector } from "./connect.ts";
export { froniusDecoder } from "./decode.ts";
