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

/** What a gateway says of its production. */
export interface ProductionReplies {
  /** `/production.json`; `undefined` on firmware 3, which has a web page there. */
  readonly items: JsonObject | undefined;
  /** `/api/v1/production`; `undefined` where there is none. */
  readonly v1: JsonObject | undefined;
}

/**
 * A CT that counts; else `/api/v1/production`, unless it stands still or never counted, as on metered gateways whose
 * CTs are not used: then the sum of the micro-inverters. `undefined` when none of them is there.
 */
export function sourceOf(
  { items, v1 }: ProductionReplies,
  { firmware, isMetered }: GatewayInfo,
): ProductionSource | undefined {
  const list = items?.["production"];
  if (isActive(list, "type", "eim")) return "ct";
  const hasSum = isActive(list, "type", "inverters");
  if (hasSum && isMetered && isFirmware(firmware, STALLS_FROM)) return "micros";
  const hasCounted = (readNumber(v1?.["wattHoursLifetime"]) ?? 0) > 0;
  if (hasSum && !hasCounted) return "micros";
  return v1 ? "v1" : undefined;
}

/** Whether a list of items has one of that type or measurement which is in use; leftovers have activeCount 0. */
export function isActive(items: unknown, field: string, value: string): boolean {
  const records = listOf(items).map(objectOf);
  const item = records.find((record) => record?.[field] === value);
  return (readNumber(item?.["activeCount"]) ?? 0) > 0;
}
