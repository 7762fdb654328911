import type { DeviceKind } from "@solarmon/core";
import {
  isJsonObject,
  type JsonObject,
  listOf,
  objectOf,
  readField,
  textOf,
} from "@solarmon/connectors-kit";
import { CLOUD_MICRO_RULE, meanPowerRule, SOC_RULE } from "../points.ts";
import type { ReplyReader, Sink } from "../sink.ts";
import { type Interval, intervalsOf, meanPowerW, METER_MS, MICRO_MS, siteOf } from "./intervals.ts";

/** …/telemetry/production_micro: all micro-inverters of a system. `powr` is the mean; `enwh` repeats it in whole Wh. */
export const readProductionMicro: ReplyReader = (body, sink) => {
  if (!isJsonObject(body)) return;
  const deviceId = siteOf(body, sink);
  if (deviceId !== undefined) readMicroIntervals(body, deviceId, sink);
};

/** …/devices/micros/{serial}/telemetry. */
export const readMicro: ReplyReader = (body, sink) => {
  if (!isJsonObject(body)) return;
  const deviceId = textOf(body["serial_number"]);
  if (deviceId === undefined)
    return sink.problems.add("/serial_number", "missing_field", "no serial_number");
  readMicroIntervals(body, deviceId, sink);
};

function readMicroIntervals(body: JsonObject, deviceId: string, sink: Sink): void {
  for (const interval of intervalsOf(listOf(body["intervals"]), MICRO_MS, "/intervals", sink)) {
    const values = sink.rows.valuesAt(deviceId, "inverter", interval.startAt);
    readField(
      interval.record["powr"],
      CLOUD_MICRO_RULE,
      values,
      sink.problems,
      `${interval.path}/powr`,
    );
  }
}

/** …/telemetry/production_meter. */
export const readProductionMeter: ReplyReader = (body, sink) =>
  readMeterIntervals(body, "production-meter", "wh_del", "acPower", sink);
/** …/telemetry/consumption_meter. */
export const readConsumptionMeter: ReplyReader = (body, sink) =>
  readMeterIntervals(body, "consumption-meter", "enwh", "loadPower", sink);
/** …/energy_import_telemetry: a list of intervals for each meter. */
export const readImport: ReplyReader = (body, sink) =>
  readMeterIntervals(body, "grid", "wh_imported", "gridImportPower", sink);
/** …/energy_export_telemetry. */
export const readExport: ReplyReader = (body, sink) =>
  readMeterIntervals(body, "grid", "wh_exported", "gridExportPower", sink);

function readMeterIntervals(
  body: unknown,
  name: string,
  field: string,
  point: string,
  sink: Sink,
): void {
  const site = isJsonObject(body) ? siteOf(body, sink) : undefined;
  if (!isJsonObject(body) || site === undefined) return;
  const list = listOf(body["intervals"]);
  const lists = list.some((entry) => Array.isArray(entry)) ? list : [list];
  for (const [index, entries] of lists.entries()) {
    const path = lists === list ? `/intervals/${index}` : "/intervals";
    const deviceId = index === 0 ? `${site}/${name}` : `${site}/${name}/${index + 1}`;
    for (const interval of intervalsOf(listOf(entries), METER_MS, path, sink))
      readEnergy(interval, deviceId, "meter", meanPowerRule(field, point), sink);
  }
}

function readEnergy(
  { record, startAt, path }: Interval,
  deviceId: string,
  kind: DeviceKind,
  rule: ReturnType<typeof meanPowerRule>,
  sink: Sink,
): void {
  const powerW = meanPowerW(record[rule.field], METER_MS);
  readField(
    powerW,
    rule,
    sink.rows.valuesAt(deviceId, kind, startAt),
    sink.problems,
    `${path}/${rule.field}`,
  );
}

/** …/telemetry/battery of a system, or of one Encharge: charge less discharge, and the state of charge. */
export const readBattery: ReplyReader = (body, sink) => {
  if (!isJsonObject(body)) return;
  const serial = textOf(body["serial_number"]);
  const site = serial === undefined ? siteOf(body, sink) : undefined;
  const deviceId = serial ?? (site === undefined ? undefined : `${site}/battery`);
  if (deviceId === undefined) return;
  for (const { record, startAt, path } of intervalsOf(
    listOf(body["intervals"]),
    METER_MS,
    "/intervals",
    sink,
  )) {
    const values = sink.rows.valuesAt(deviceId, "battery", startAt);
    const chargeW = meanPowerW(reported(record["charge"])?.["enwh"], METER_MS);
    const dischargeW = meanPowerW(reported(record["discharge"])?.["enwh"], METER_MS);
    const powerW = chargeW === null || dischargeW === null ? null : chargeW - dischargeW;
    readField(
      powerW,
      meanPowerRule("enwh", "batteryPower"),
      values,
      sink.problems,
      `${path}/charge`,
    );
    readField(reported(record["soc"])?.["percent"], SOC_RULE, values, sink.problems, `${path}/soc`);
  }
};

function reported(raw: unknown): JsonObject | undefined {
  const part = objectOf(raw);
  return part?.["devices_reporting"] === 0 ? undefined : part;
}

/** …/rgm_stats: the system's revenue meters together, and each by channel. */
export const readRevenueMeters: ReplyReader = (body, sink) => {
  if (!isJsonObject(body)) return;
  readMeterIntervals(body, "production-meter", "wh_del", "acPower", sink);
  for (const [index, meter] of listOf(body["meter_intervals"]).entries()) {
    const serial = isJsonObject(meter) ? textOf(meter["meter_serial_number"]) : undefined;
    if (!isJsonObject(meter) || serial === undefined) continue;
    const path = `/meter_intervals/${index}/intervals`;
    for (const interval of intervalsOf(listOf(meter["intervals"]), METER_MS, path, sink)) {
      const channel = textOf(interval.record["channel"]) ?? "1";
      const deviceId = channel === "1" ? serial : `${serial}/${channel}`;
      readEnergy(interval, deviceId, "meter", meanPowerRule("wh_del", "acPower"), sink);
    }
  }
};
