import { isJsonObject, objectOf, readField, textOf } from "@solarmon/connectors-kit";
import { floorQuarter, resolutionOf } from "../buckets.ts";
import { type DecodeCall, lacks } from "../decode-call.ts";
import { SITE_ENERGY, SITE_POWER, type SeriesRule } from "../points.ts";
import { unitNameOf } from "../units.ts";
import { writeSeries } from "../write-series.ts";
import { readSeries } from "./read-series.ts";

/** Key of a site whose id the reply does not give. */
export const SITE = "site";

export function decodeSiteEnergy(call: DecodeCall): void {
  decodeSiteSeries(call, SITE_ENERGY);
}

export function decodeSitePower(call: DecodeCall): void {
  decodeSiteSeries(call, SITE_POWER);
}

function decodeSiteSeries(call: DecodeCall, rule: SeriesRule): void {
  const { body, rows, problems } = call;
  if (!isJsonObject(body) || !Array.isArray(body["values"])) return lacks(call, "values");
  const series = readSeries(call, body, "", resolutionOf(body["resolution"]));
  writeSeries(series, rule, { rows, problems, deviceId: SITE, kind: "meter" });
}

/**
 * Today's energy so far. The reply has no time. It is what the quarters of an hour that are over add up to, as a
 * capture shows, and so it holds for the end of the last of them when it was received.
 */
export function decodeSiteOverview(call: DecodeCall): void {
  const { body, rows, problems, reply } = call;
  const production = objectOf(objectOf(body)?.["production"]);
  if (!production) return lacks(call, "production");
  const detail = "no point tells an energy of consumption or of a path through the house";
  if (hasSplit(body)) problems.add("/consumption", "unknown_field", detail);
  const total = production["total"];
  if (total === undefined) return lacks(call, "production/total");
  if (total === null) return;
  if (reply.receivedAt === undefined) {
    problems.add("", "time_missing", "the reply has no time; say when it was received");
    return;
  }
  const id = textOf(objectOf(body)?.["siteId"]);
  const deviceId = id === undefined ? SITE : `site:${id}`;
  const values = rows.valuesAt(deviceId, "meter", floorQuarter(reply.receivedAt));
  const rule = { ...SITE_ENERGY, point: "acEnergyToday" };
  const unit = unitNameOf(textOf(production["unit"]) ?? "");
  readField(total, rule, values, problems, "/production/total", unit);
}

function hasSplit(body: unknown): boolean {
  const parts = [
    objectOf(objectOf(body)?.["consumption"]),
    objectOf(objectOf(body)?.["production"]),
  ];
  return parts.some((part, index) =>
    Object.entries(part ?? {}).some(
      ([name, value]) => typeof value === "number" && (index === 0 || name !== "total"),
    ),
  );
}
