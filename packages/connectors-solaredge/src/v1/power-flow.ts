import {
  type FieldRule,
  isJsonObject,
  type JsonObject,
  listOf,
  objectOf,
  readField,
  readNumber,
  textOf,
  type ValueMap,
} from "@solarmon/connectors-kit";
import { type DecodeCall, lacks } from "../decode-call.ts";
import {
  V1_FLOW_CHARGE,
  V1_FLOW_GRID,
  V1_FLOW_LOAD,
  V1_FLOW_PV,
  V1_FLOW_STORAGE,
} from "../points.ts";
import { SITE } from "../v2/site.ts";

/** Key of the batteries of a site, which the reply takes together. */
const STORAGE = "storage";

export function decodeV1PowerFlow(call: DecodeCall): void {
  const flow = objectOf(objectOf(call.body)?.["siteCurrentPowerFlow"]);
  if (!flow) return lacks(call, "siteCurrentPowerFlow");
  const { rows, problems, reply } = call;
  if (Object.keys(flow).length === 0)
    return problems.add("", "no_telemetry", "this site has no power flow: it has no meter");
  const at = reply.receivedAt;
  if (at === undefined)
    return problems.add("", "time_missing", "the reply has no time; say when it was received");
  const site = rows.valuesAt(SITE, "meter", at);
  write(call, flow, V1_FLOW_PV, 1, site);
  write(call, flow, V1_FLOW_LOAD, 1, site);
  write(call, flow, V1_FLOW_GRID, directionOf(flow, "GRID"), site);
  if (!objectOf(flow["STORAGE"])) return;
  const storage = rows.valuesAt(STORAGE, "battery", at);
  const outwards = directionOf(flow, "STORAGE");
  write(call, flow, V1_FLOW_STORAGE, outwards === 0 ? 0 : outwards === 1 ? -1 : 1, storage);
  const charge = objectOf(flow["STORAGE"])?.["chargeLevel"] ?? null;
  readField(charge, V1_FLOW_CHARGE, storage, problems, "/siteCurrentPowerFlow/STORAGE/chargeLevel");
}

/** 1 when power leaves the node, −1 when it enters, 0 when no connection names it. */
function directionOf(flow: JsonObject, node: string): 1 | -1 | 0 {
  for (const connection of listOf(flow["connections"])) {
    if (!isJsonObject(connection)) continue;
    if (textOf(connection["from"])?.toUpperCase() === node) return 1;
    if (textOf(connection["to"])?.toUpperCase() === node) return -1;
  }
  return 0;
}

function write(
  { problems }: DecodeCall,
  flow: JsonObject,
  rule: FieldRule,
  direction: 1 | -1 | 0,
  values: ValueMap,
): void {
  const path = `/siteCurrentPowerFlow/${rule.field}/currentPower`;
  const raw = objectOf(flow[rule.field])?.["currentPower"] ?? null;
  const power = readNumber(raw);
  if (direction === 0 && power !== 0 && typeof power === "number") {
    problems.add(path, "missing_field", "no connection tells in which direction this power flows");
    return;
  }
  const signed = typeof power === "number" ? (direction === -1 ? 0 - power : power) : raw;
  readField(signed, rule, values, problems, path, textOf(flow["unit"]) ?? "");
}
