export { enphaseCloudConnector } from "./cloud-link/connect.ts";
export { enphaseDecoder } from "./decode.ts";
