import { isJsonObject } from "../decode/json-bytes.ts";
import type { Pseudonyms } from "./pseudonyms.ts";
import type { Redactor } from "./redactor.ts";

const SECRET =
  /token|secret|passw|pwd|api_?key|^key$|session|cookie|signature|^sign$|authorization|credential/iu;
const IDENTITY =
  /serial|(?:^|_)sn$|Sn$|esn|device_?id|site_?id|plant_?(?:id|code|name)|station_?(?:id|code|name)|system_?(?:id|name)|^(?:id|uid|uuid|guid|din|mac|imei|iccid|ssid)$|mac_?addr|host_?name|e_?mail|user_?name|owner|contact|linkman|phone|mobile|(?:first|last|full|nick|dev|site|display|public|account)_?name|^name$/iu;
const PLACE =
  /^(?:lat|lng|lon|latitude|longitude|altitude|address\d?|street|city|zip|zip_?code|postal_?code|county|.*addr(?:ess)?)$/iu;

/** A copy without secrets, names, serial numbers and places; structure, types and measurements stay. */
export function redactJson(value: unknown, names: Pseudonyms, redactor: Redactor): unknown {
  if (Array.isArray(value)) return value.map((item) => redactJson(item, names, redactor));
  if (typeof value === "string") return redactor.text(value);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [
    keyOf(key, names),
    redactField(key, item, names, redactor),
  ]);
  return Object.fromEntries(entries);
}

function redactField(key: string, item: unknown, names: Pseudonyms, redactor: Redactor): unknown {
  if (typeof item === "object" && item !== null) return redactJson(item, names, redactor);
  if (item === "" || (typeof item !== "string" && typeof item !== "number")) return item;
  if (SECRET.test(key)) return typeof item === "string" ? "[redacted]" : 0;
  if (PLACE.test(key)) return typeof item === "string" ? "somewhere" : 0;
  if (IDENTITY.test(key)) return typeof item === "string" ? names.text(item) : names.number(item);
  return typeof item === "string" ? redactor.text(item) : item;
}

/** Keys that are serial numbers. */
function keyOf(key: string, names: Pseudonyms): string {
  return /^(?=(?:.*\d){6})[A-Za-z0-9-]{8,}$/u.test(key) && !isDate(key) ? names.text(key) : key;
}

function isDate(key: string): boolean {
  return /^(?:19|20)\d\d-?[01]\d-?[0-3]\d/u.test(key);
}
