import {
  isJsonObject,
  type JsonObject,
  listOf,
  readField,
  readFields,
  readNumber,
  textOf,
} from "@solarmon/connectors-kit";
import { ENCHARGE_RULES, ENSEMBLE_POWER_RULES, SOC_RULE } from "../points.ts";
import { instantOf, receivedAtOf, type Sink, tellWithoutPoint } from "../sink.ts";

/** /ivp/ensemble/inventory: state of charge and temperature of each Encharge at its last report. */
export function readInventory(body: unknown, sink: Sink): void {
  for (const [group, entry] of listOf(body).entries()) {
    if (!isJsonObject(entry)) continue;
    const devices = listOf(entry["devices"]);
    if (entry["type"] === "ENCHARGE")
      for (const [index, device] of devices.entries())
        if (isJsonObject(device)) readEncharge(device, `/${group}/devices/${index}`, sink);
    if (entry["type"] !== "ENCHARGE" && devices.length > 0)
      sink.problems.add(
        `/${group}`,
        "unsupported",
        `${String(entry["type"]).slice(0, 40)} measures nothing that has a point`,
      );
  }
}

function readEncharge(device: JsonObject, path: string, sink: Sink): void {
  const deviceId = textOf(device["serial_num"]);
  if (deviceId === undefined) return sink.problems.add(path, "missing_field", "no serial_num");
  const at = instantOf(device["last_rpt_date"], `${path}/last_rpt_date`, sink);
  if (at === undefined) return;
  readFields(
    device,
    ENCHARGE_RULES,
    sink.rows.valuesAt(deviceId, "battery", at),
    sink.problems,
    path,
  );
}

/** /ivp/ensemble/power; the key really ends in a colon. */
export function readPower(body: unknown, sink: Sink): void {
  if (!isJsonObject(body)) return;
  const devices = listOf(body["devices:"] ?? body["devices"]);
  const at = devices.length > 0 ? receivedAtOf(sink) : undefined;
  for (const [index, device] of devices.entries()) {
    const deviceId = isJsonObject(device) ? textOf(device["serial_num"]) : undefined;
    if (!isJsonObject(device) || deviceId === undefined || at === undefined) continue;
    const values = sink.rows.valuesAt(deviceId, "battery", at);
    tellWithoutPoint(device, `/devices:/${index}`, sink);
    readFields(device, ENSEMBLE_POWER_RULES, values, sink.problems, `/devices:/${index}`);
  }
}

/** /ivp/ensemble/secctrl: the mean state of charge. All zeros when there is no battery. */
export function readSecurityControl(body: unknown, sink: Sink): void {
  if (!isJsonObject(body)) return;
  const hasEncharge = (readNumber(body["Enc_commissioned_capacity"]) ?? 0) > 0;
  const hasAcBattery = !hasEncharge && (readNumber(body["Max_energy"]) ?? 0) > 0;
  if (!hasEncharge && !hasAcBattery)
    return sink.problems.add("", "no_telemetry", "no battery: capacity is 0");
  const at = receivedAtOf(sink);
  if (at === undefined) return;
  const [deviceId, field] = hasEncharge
    ? ["storage:encharge", "ENC_agg_soc"]
    : ["storage:acb", "ACB_agg_soc"];
  const values = sink.rows.valuesAt(deviceId, "battery", at);
  readField(body[field], { ...SOC_RULE, field }, values, sink.problems, `/${field}`);
}
