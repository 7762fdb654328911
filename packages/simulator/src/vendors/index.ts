export { startFroniusStandIn } from "./fronius/fronius-stand-in.ts";
export type { FroniusModel } from "./fronius/fronius-devices.ts";
export { startSolaredgeStandIn } from "./solaredge/solaredge-stand-in.ts";
export type { SolaredgeStandInOptions } from "./solaredge/solaredge-stand-in.ts";
export { startEnphaseCloudStandIn } from "./enphase-cloud/enphase-cloud-stand-in.ts";
export type { EnphaseCloudStandInOptions } from "./enphase-cloud/enphase-cloud-stand-in.ts";
export type { EnphaseEquipment } from "./enphase-cloud/enphase-system.ts";
