import type { JsonObject } from "@solarmon/connectors-kit";
import { plantKeyOf } from "./device-key.ts";

/** How one of the two families of calls names things. Which one an application may use follows from its log-in. */
export interface CallFamily {
  readonly plantList: string;
  readonly deviceList: string;
  readonly pageField: string;
  readonly deviceNow: string;
  readonly deviceMinutes: string;
  readonly plantNow: string;
  readonly plantMinutes: string;
  /** Parameters that name plants. */
  readonly plants: (ids: readonly string[]) => JsonObject;
  /** How a call says who asks: in its body, or as a header. */
  readonly token: "body" | "bearer";
}

/** After a log-in with user and password. A plant is one of its devices. */
export const ACCOUNT_CALLS: CallFamily = {
  plantList: "/openapi/getPowerStationList",
  deviceList: "/openapi/getDeviceList",
  pageField: "curPage",
  deviceNow: "/openapi/getDeviceRealTimeData",
  deviceMinutes: "/openapi/getDevicePointMinuteDataList",
  plantNow: "/openapi/getDeviceRealTimeData",
  plantMinutes: "/openapi/getDevicePointMinuteDataList",
  plants: (ids) => ({ device_type: 11, ps_key_list: ids.map(plantKeyOf) }),
  token: "body",
};

/** After an owner allowed the application (OAuth2). */
export const PLATFORM_CALLS: CallFamily = {
  plantList: "/openapi/platform/queryPowerStationList",
  deviceList: "/openapi/platform/getDeviceListByPsId",
  pageField: "page",
  deviceNow: "/openapi/platform/getDeviceRealTimeData",
  deviceMinutes: "/openapi/platform/getDevicePointMinuteDataList",
  plantNow: "/openapi/platform/getPowerStationRealTimeData",
  plantMinutes: "/openapi/platform/getPowerStationPointMinuteDataList",
  plants: (ids) => ({ ps_id_list: ids }),
  token: "bearer",
};
