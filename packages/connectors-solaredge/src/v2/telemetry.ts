import { type JsonObject, objectOf } from "@solarmon/connectors-kit";
import type { DeviceKind } from "@solarmon/core";
import { resolutionOf } from "../buckets.ts";
import { type DecodeCall, lacks } from "../decode-call.ts";
import { INVERTER_SERIES, METER_SERIES, type SeriesRule } from "../points.ts";
import { writeSeries } from "../write-series.ts";
import { readSeries } from "./read-series.ts";

export function decodeInvertersTelemetry(call: DecodeCall): void {
  eachDevice(call, "inverters", (device, deviceId, path) =>
    writeMetrics(call, device, path, INVERTER_SERIES, deviceId, "inverter"),
  );
}

export function decodeMetersTelemetry(call: DecodeCall): void {
  eachDevice(call, "meters", (device, deviceId, path) =>
    writeMetrics(call, device, path, METER_SERIES, deviceId, "meter"),
  );
}

/** Calls `handle` for each serial number below `name`. */
export function eachDevice(
  call: DecodeCall,
  name: string,
  handle: (device: JsonObject, serial: string, path: string) => void,
): void {
  const devices = objectOf(objectOf(call.body)?.[name]);
  if (!devices) return lacks(call, name);
  for (const [serial, value] of Object.entries(devices)) {
    const device = objectOf(value);
    if (device) handle(device, serial, `/${name}/${serial}`);
  }
}

/** Writes the series that `rules` name, in their order, and tells of those that none names. */
function writeMetrics(
  call: DecodeCall,
  device: JsonObject,
  path: string,
  rules: readonly SeriesRule[],
  deviceId: string,
  kind: DeviceKind,
): void {
  const { rows, problems } = call;
  const outer = resolutionOf(objectOf(call.body)?.["resolution"]);
  const first = resolutionOf(objectOf(device[rules[0]?.field ?? ""])?.["resolution"]);
  for (const rule of rules) {
    const series = objectOf(device[rule.field]);
    if (!series) continue;
    const read = readSeries(
      call,
      series,
      `${path}/${rule.field}`,
      outer === "unknown" ? first : outer,
    );
    writeSeries(read, rule, { rows, problems, deviceId, kind });
  }
  tellUnknown(call, device, path, new Set(rules.map(({ field }) => field)));
}

/** Once per name: a metric for which there is no point. */
export function tellUnknown(
  { problems }: DecodeCall,
  device: JsonObject,
  path: string,
  known: ReadonlySet<string>,
): void {
  for (const [name, value] of Object.entries(device))
    if (!known.has(name) && objectOf(value))
      problems.addOnce(
        name,
        `${path}/${name}`,
        "unknown_field",
        `no point tells ${name.slice(0, 40)}`,
      );
}
