export { fusionsolarConnector } from "./connect.ts";
export { fusionsolarDecoder } from "./decode.ts";
