import {
  ConnectorError,
  type DecodeResult,
  type KnownSite,
  type LinkCall,
  type LinkPage,
} from "@solarmon/connectors-kit";
import { mergeReadings } from "./merge-readings.ts";
import type { SolarApi, SolarApiCall } from "./solar-api.ts";

const POWER_FLOW: SolarApiCall = {
  endpoint: "powerflow",
  path: "GetPowerFlowRealtimeData.fcgi",
};
const METERS: SolarApiCall = {
  endpoint: "meter-data",
  path: "GetMeterRealtimeData.cgi?Scope=System",
};
const STORAGES: SolarApiCall = {
  endpoint: "storage-data",
  path: "GetStorageRealtimeData.cgi?Scope=System",
};

/** The newest values of all devices. What one of them does not answer hides no other. */
export async function pollSite(api: SolarApi, site: KnownSite, call: LinkCall): Promise<LinkPage> {
  const results = await Promise.allSettled(
    callsFor(site).map((request) => api.read(request, site.timeZone, call)),
  );
  const good = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  const failures = results.flatMap((result) =>
    result.status === "rejected" ? [result.reason as unknown] : [],
  );
  const error = failures[0];
  if (error !== undefined && (good.length === 0 || !ConnectorError.isConnectorError(error)))
    throw error;
  return pageOf(site.key, good, error);
}

/** The power flow comes last: of one instant, what a device says of itself counts more. */
function callsFor({ devices }: KnownSite): SolarApiCall[] {
  const inverters = devices.flatMap(({ kind, address }) =>
    kind === "inverter" && address?.["id"] !== undefined ? [inverterCall(address["id"])] : [],
  );
  const has = (kind: string): boolean =>
    devices.some((device) => device.kind === kind && device.address !== undefined);
  return [
    ...inverters,
    ...(has("meter") ? [METERS] : []),
    ...(has("battery") ? [STORAGES] : []),
    POWER_FLOW,
  ];
}

function inverterCall(id: string): SolarApiCall {
  const query = new URLSearchParams({
    Scope: "Device",
    DeviceId: id,
    DataCollection: "CommonInverterData",
  });
  return { endpoint: "inverter-data", path: `GetInverterRealtimeData.cgi?${query.toString()}` };
}

function pageOf(
  siteKey: string,
  results: readonly DecodeResult[],
  error: ConnectorError | undefined,
): LinkPage {
  return {
    siteKey,
    readings: mergeReadings(results.flatMap(({ readings }) => readings)),
    problems: results.flatMap(({ problems }) => problems),
    ...(error && { error }),
  };
}
