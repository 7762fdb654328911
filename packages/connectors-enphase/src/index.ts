export { enphaseCloudConnector } from "./cloud-link/connect.ts";
export { enphaseDecoder } from "./decode.ts";
export { enphaseGatewayConnector } from "./gateway-link/connect.ts";
