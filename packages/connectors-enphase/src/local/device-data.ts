import {
  isJsonObject,
  type JsonObject,
  listOf,
  objectOf,
  readField,
  readFields,
  readNumber,
  textOf,
  type ValueMap,
} from "@solarmon/connectors-kit";
import { MICRO_AC_RULES, MICRO_ENERGY_RULE, MICRO_POWER_RULE } from "../points.ts";
import { instantOf, type Sink } from "../sink.ts";

/** /ivp/pdm/device_data: micro-inverters with their DC side, stamped at the end of their last report. */
export function readDeviceData(body: unknown, sink: Sink): void {
  if (!isJsonObject(body)) return;
  tellLimit(body, sink);
  for (const [key, device] of Object.entries(body)) {
    if (!isJsonObject(device)) continue;
    const name = textOf(device["devName"]) ?? "";
    if (name === "pcu") readMicro(device, `/${key}`, sink);
    else sink.problems.addOnce(name, `/${key}`, "unsupported", detailOf(name));
  }
}

function detailOf(name: string): string {
  if (name === "eim") return "a meter's 15-minute report: read meters-readings";
  return `no rule for devices of kind ${name.slice(0, 40)}`;
}

function tellLimit({ deviceCount, deviceDataLimit }: JsonObject, { problems }: Sink): void {
  const count = readNumber(deviceCount);
  const limit = readNumber(deviceDataLimit);
  if (typeof count === "number" && typeof limit === "number" && count >= limit)
    problems.add(
      "/deviceCount",
      "missing_field",
      `${count} devices, ${limit} at most are listed: read inverters`,
    );
}

function readMicro(device: JsonObject, path: string, sink: Sink): void {
  const deviceId = textOf(device["sn"]);
  if (deviceId === undefined) return sink.problems.add(path, "missing_field", "no sn");
  const channels = listOf(device["channels"]).filter((channel) => isJsonObject(channel));
  const last = objectOf(channels[0]?.["lastReading"]);
  const at = instantOf(last?.["endDate"], `${path}/channels/0/lastReading/endDate`, sink);
  if (at === undefined || last === undefined) return;
  const values = sink.rows.valuesAt(deviceId, "inverter", at);
  readFields(last, MICRO_AC_RULES, values, sink.problems, `${path}/channels/0/lastReading`);
  readField(
    sumOf(channels, "watts", "now"),
    MICRO_POWER_RULE,
    values,
    sink.problems,
    `${path}/channels`,
  );
  readField(
    sumOf(channels, "lifetime", "joulesProduced"),
    MICRO_ENERGY_RULE,
    values,
    sink.problems,
    path,
  );
  for (const [index, channel] of channels.slice(0, 24).entries())
    readDcSide(objectOf(channel["lastReading"]), index, values, `${path}/channels/${index}`, sink);
}

/** Micro-inverters with several inputs show one channel each; the sum holds only when all of them tell. */
function sumOf(channels: readonly JsonObject[], section: string, field: string): number | null {
  const values = channels.map((channel) => readNumber(objectOf(channel[section])?.[field]));
  return values.reduce<number | null>(
    (sum, value) => (sum === null || value === null || value === undefined ? null : sum + value),
    0,
  );
}

function readDcSide(
  last: JsonObject | undefined,
  index: number,
  values: ValueMap,
  path: string,
  { problems }: Sink,
): void {
  const source = "device_data of 8.2.4345";
  const input = index + 1;
  for (const [field, point, unit] of [
    ["dcVoltageINmV", `dcVoltage${input}`, "mV"],
    ["dcCurrentINmA", `dcCurrent${input}`, "mA"],
  ] as const)
    readField(last?.[field], { field, point, unit, source }, values, problems, `${path}/${field}`);
}
