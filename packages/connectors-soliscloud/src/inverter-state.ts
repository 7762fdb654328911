import { type JsonObject, readNumber, type ValueMap } from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";
import type { DecodeCall } from "./decode-call.ts";
import { stateOf } from "./states.ts";

/** State, and no daily energy of a unit that was offline in the morning: that is yesterday's. */
export function writeState(
  { problems, localHourOf }: DecodeCall,
  record: JsonObject,
  values: ValueMap,
  path: string,
  at: Instant,
): void {
  const state = readNumber(record["state"]);
  if (typeof state !== "number") return;
  const known = stateOf(state);
  if (known !== undefined) values["status"] = known;
  else if (state !== OFFLINE)
    problems.addOnce(`state ${state}`, `${path}/state`, "unknown_field", `unknown state ${state}`);
  if (state !== OFFLINE || localHourOf(at) >= 12 || values["acEnergyToday"] === undefined) return;
  delete values["acEnergyToday"];
  const detail = "shows yesterday's energy until the inverter wakes";
  problems.addOnce("eToday", `${path}/eToday`, "sentinel", detail);
}

/** The logger is out of reach, which says nothing about the inverter; normal at night. */
const OFFLINE = 2;
