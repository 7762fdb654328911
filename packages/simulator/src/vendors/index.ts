export { startFroniusStandIn } from "./fronius/fronius-stand-in.ts";
export type { FroniusModel } from "./fronius/fronius-devices.ts";
