import { isJsonObject, type JsonObject, listOf, textOf } from "@solarmon/connectors-kit";
import { groupsOf } from "./inverter-groups.ts";

/** An inverter in a reply of `/api/livedata/status`. */
export interface ListedInverter {
  readonly serial: string;
  readonly name: string;
  /** Its values come along; since 2024 they do not, and have to be asked for. */
  readonly hasValues: boolean;
  /** The gateway asks it, and it answers. Sleeping ones have nothing new. */
  readonly isHeard: boolean;
}

/** Each inverter once. */
export function listedInverters(livedata: JsonObject): readonly ListedInverter[] {
  const listed = new Map<string, ListedInverter>();
  for (const inverter of listOf(livedata["inverters"]).filter(isJsonObject)) {
    const serial = textOf(inverter["serial"]);
    if (serial === undefined) continue;
    const { whole, inputs } = groupsOf(inverter, "");
    listed.set(serial, {
      serial,
      name: textOf(inverter["name"]) ?? serial,
      hasValues: whole.length + inputs.length > 0,
      isHeard: inverter["reachable"] !== false && inverter["poll_enabled"] !== false,
    });
  }
  return [...listed.values()];
}
