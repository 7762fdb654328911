export { solaredgeConnector, solaredgeSiteConnector } from "./connect.ts";
export { solaredgeDecoder } from "./decode.ts";
