import {
  isJsonObject,
  type JsonObject,
  listOf,
  objectOf,
  readField,
  textOf,
} from "@solarmon/connectors-kit";
import { CLOUD_BATTERY_POWER_RULE, CLOUD_ODOMETER_RULE, CLOUD_POWER_RULE } from "../points.ts";
import { instantOf, type Sink } from "../sink.ts";

/** …/production_meter_readings: odometers. The key is spelled in two ways. */
export function readOdometers(body: unknown, sink: Sink): void {
  for (const [index, record] of listOf(objectOf(body)?.["meter_readings"]).entries()) {
    const path = `/meter_readings/${index}`;
    const deviceId = isJsonObject(record)
      ? textOf(record["serial_number"] ?? record["serial_num"])
      : undefined;
    if (!isJsonObject(record) || deviceId === undefined) continue;
    const at = instantOf(record["read_at"], `${path}/read_at`, sink);
    if (at === undefined) continue;
    readField(
      record["value"],
      CLOUD_ODOMETER_RULE,
      sink.rows.valuesAt(deviceId, "meter", at),
      sink.problems,
      path,
    );
  }
}

/** …/latest_telemetry: the last power of each channel; null after seven silent days. */
export function readLatestTelemetry(body: unknown, sink: Sink): void {
  const devices = objectOf(objectOf(body)?.["devices"]) ?? {};
  for (const [group, list] of Object.entries(devices))
    for (const [index, record] of listOf(list).entries())
      if (isJsonObject(record)) readLatest(group, record, `/devices/${group}/${index}`, sink);
}

function readLatest(group: string, record: JsonObject, path: string, sink: Sink): void {
  const isBattery = group === "encharges";
  if (!isBattery && !(group === "meters" && record["name"] === "production")) {
    const detail =
      group === "meters" ? "net or total is not told" : `${group.slice(0, 40)} have no points`;
    return sink.problems.addOnce(group, path, "unsupported", detail);
  }
  const id = textOf(record["id"]);
  const at =
    id === undefined
      ? undefined
      : instantOf(record["last_report_at"], `${path}/last_report_at`, sink);
  if (id === undefined || at === undefined) return;
  const channel = textOf(record["channel"]) ?? "1";
  const deviceId = channel === "1" ? id : `${id}/${channel}`;
  const values = sink.rows.valuesAt(deviceId, isBattery ? "battery" : "meter", at);
  const rule = isBattery ? CLOUD_BATTERY_POWER_RULE : CLOUD_POWER_RULE;
  readField(record["power"], rule, values, sink.problems, `${path}/power`);
}

/** /systems/inverters_summary_by_envoy_or_site: `power_produced` is a number, or an object with value, units, precision. */
export function readInvertersSummary(body: unknown, sink: Sink): void {
  for (const [envoy, entry] of listOf(body).entries())
    for (const [index, micro] of listOf(objectOf(entry)?.["micro_inverters"]).entries())
      if (isJsonObject(micro))
        readSummaryOfMicro(micro, `/${envoy}/micro_inverters/${index}`, sink);
}

function readSummaryOfMicro(micro: JsonObject, path: string, sink: Sink): void {
  const deviceId = textOf(micro["serial_number"]);
  if (deviceId === undefined) return sink.problems.add(path, "missing_field", "no serial_number");
  const at = instantOf(micro["last_report_date"], `${path}/last_report_date`, sink);
  if (at === undefined) return;
  const power = objectOf(micro["power_produced"]);
  const values = sink.rows.valuesAt(deviceId, "inverter", at);
  const unit = textOf(power?.["units"]) ?? "W";
  readField(
    power ? power["value"] : micro["power_produced"],
    CLOUD_POWER_RULE,
    values,
    sink.problems,
    `${path}/power_produced`,
    unit,
  );
}
