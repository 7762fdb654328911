import { isJsonObject, type JsonObject, listOf, textOf } from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";
import { type DecodeCall, instantOf } from "./decode-call.ts";

/** One record of the diagnostics: a value of one path of one device. */
export interface Attribute {
  /** Service and path, e.g. `system/Dc/Pv/Power`. */
  readonly name: string;
  readonly service: string;
  /** Vendor's key of the device; that of the system is the site itself. */
  readonly deviceId: string;
  readonly at: Instant;
  readonly raw: unknown;
  /** As the record's format gives it. */
  readonly unit: string | undefined;
  readonly path: string;
}

/** Records that have a path and a value; those of the portal itself have neither. */
export function attributesOf({ body, problems }: DecodeCall): Attribute[] {
  return listOf(body["records"]).flatMap((record, index) => {
    const path = `/records/${index}`;
    if (!isJsonObject(record) || !hasValue(record)) return [];
    const attribute = attributeOf(record, path);
    if (!attribute) return [];
    if (!Number.isNaN(attribute.at)) return [attribute];
    problems.add(`${path}/timestamp`, "time_missing", "a record without its time");
    return [];
  });
}

/** `false` is how VRM says that there is none. */
function hasValue(record: JsonObject): boolean {
  const raw = record["rawValue"];
  return raw !== undefined && raw !== null && raw !== false;
}

function attributeOf(record: JsonObject, path: string): Attribute | undefined {
  const service = textOf(record["dbusServiceType"]);
  const dbusPath = textOf(record["dbusPath"])?.replace(/^\//u, "");
  if (service === undefined || dbusPath === undefined) return undefined;
  const site = textOf(record["idSite"]);
  const device = `${service}:${textOf(record["instance"]) ?? "0"}`;
  return {
    name: `${service}/${dbusPath}`,
    service,
    deviceId:
      service === "system" ? siteKey(site) : `${site === undefined ? "" : `${site}:`}${device}`,
    at: instantOf(record["timestamp"]) ?? Number.NaN,
    raw: record["rawValue"],
    unit: unitOf(textOf(record["formatWithUnit"])),
    path: `${path}/rawValue`,
  };
}

/** Key of a site; one that the reply does not name stands in the call. */
function siteKey(id: string | undefined): string {
  return id === undefined ? "site" : `site:${id}`;
}

/** Unit of a format such as `%.1f V`, in a spelling that the kit knows. */
function unitOf(format: string | undefined): string | undefined {
  const unit = /%[^a-z]*[a-z]\s*(\S+)$/iu.exec(format ?? "")?.[1];
  const known = unit?.replace(/^V(?:AC|DC)$/u, "V").replace(/^A(?:AC|DC)$/u, "A");
  return known === "%%" ? "%" : known;
}
