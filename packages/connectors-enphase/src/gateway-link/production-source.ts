import { type JsonObject, listOf, objectOf, readNumber } from "@solarmon/connectors-kit";
import { type GatewayInfo, isFirmware } from "./gateway-info.ts";

/** Where a gateway's production is told best. */
export type ProductionSource = "ct" | "micros" | "v1";

/** Devices under which the decoder tells each. */
export const DEVICE_OF_SOURCE: Readonly<Record<ProductionSource, string>> = {
  ct: "meter:production",
  micros: "inverters",
  v1: "production",
};

/** From this firmware on `/api/v1/production` stands still on metered gateways without CTs. */
const STALLS_FROM = "8.2.4264";

/**
 * A CT that counts, else the sum of the micro-inverters where `/api/v1/production` stands still, else that.
 *
 * @param production - `/production.json`; `undefined` on firmware 3, which has a web page there
 */
export function sourceOf(
  production: JsonObject | undefined,
  { firmware, isMetered }: GatewayInfo,
): ProductionSource {
  const hasCt = isActive(production?.["production"], "measurementType", "production");
  if (hasCt) return "ct";
  return isMetered && isFirmware(firmware, STALLS_FROM) ? "micros" : "v1";
}

/** Whether a list of items has one of that type or measurement which is in use; leftovers have activeCount 0. */
export function isActive(items: unknown, field: string, value: string): boolean {
  const records = listOf(items).map(objectOf);
  const item = records.find((record) => record?.[field] === value);
  return (readNumber(item?.["activeCount"]) ?? 0) > 0;
}
