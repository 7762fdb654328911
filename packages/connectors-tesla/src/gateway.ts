import {
  isJsonObject,
  type JsonObject,
  listOf,
  parseInstant,
  readField,
  readFields,
  readNumber,
  textOf,
} from "@solarmon/connectors-kit";
import type { DeviceKind, Instant } from "@solarmon/core";
import { AGGREGATE_RULES, BLOCK_RULES, SOC_RULE, SOE_RULE } from "./points.ts";
import { receivedAtOf, type Sink, socOf, tellWithoutPoint } from "./sink.ts";

/** /api/meters/aggregates. The gateway names no serial: devices are called as their sections. */
export function readAggregates(body: unknown, sink: Sink): void {
  if (!isJsonObject(body)) return;
  for (const [name, section] of Object.entries(body)) {
    const rules = Object.hasOwn(AGGREGATE_RULES, name) ? AGGREGATE_RULES[name] : undefined;
    if (!isJsonObject(section) || !rules) {
      sink.problems.addOnce(
        name,
        `/${name.slice(0, 40)}`,
        "unsupported",
        "no points for this section",
      );
      continue;
    }
    const at = communicatedAt(section["last_communication_time"], `/${name}`, sink);
    if (at === undefined) continue;
    tellWithoutPoint(section, `/${name}`, sink);
    tellEnergy(name, sink);
    readFields(
      section,
      rules,
      sink.rows.valuesAt(name, kindOf(name), at),
      sink.problems,
      `/${name}`,
    );
  }
}

/** The meter of solar power speaks for all inverters behind it: what a plant makes is what its inverters make. */
export function kindOf(section: string): DeviceKind {
  if (section === "battery") return "battery";
  return section === "solar" ? "inverter" : "meter";
}

function tellEnergy(name: string, { problems }: Sink): void {
  if (name === "battery" || name === "load")
    problems.addOnce(name, `/${name}/energy_imported`, "unknown_field", "there is no point for it");
}

/** The year 1 means never: the meter behind the section does not exist, and its zeros are no measurement. */
function communicatedAt(raw: unknown, path: string, { problems }: Sink): Instant | undefined {
  const text = textOf(raw);
  const isNever = text?.startsWith("0001-01-01") === true;
  const at = text === undefined || isNever ? null : parseInstant(text);
  if (at !== null) return at;
  const detail = isNever ? "never heard of" : "expected a time with an offset";
  problems.add(`${path}/last_communication_time`, "time_missing", detail);
  return undefined;
}

/** /api/system_status/soe: the gateway's own percentage; the app shows (percentage − 5) / 0.95. */
export function readSoe(body: unknown, sink: Sink): void {
  if (!isJsonObject(body)) return;
  const at = receivedAtOf(sink);
  if (at === undefined) return;
  const values = sink.rows.valuesAt("battery", "battery", at);
  readField(body["percentage"], SOE_RULE, values, sink.problems, "/percentage");
}

/** /api/system_status: the Powerwalls one by one. */
export function readSystemStatus(body: unknown, sink: Sink): void {
  const blocks = isJsonObject(body) ? listOf(body["battery_blocks"]) : [];
  const at = blocks.length > 0 ? receivedAtOf(sink) : undefined;
  if (at === undefined) return;
  const seen = new Set<string>();
  for (const [index, block] of blocks.entries()) {
    const path = `/battery_blocks/${index}`;
    const serial = isJsonObject(block) ? textOf(block["PackageSerialNumber"]) : undefined;
    if (!isJsonObject(block) || serial === undefined) {
      sink.problems.add(path, "missing_field", "no PackageSerialNumber");
      continue;
    }
    readBlock(block, keyOfBlock(serial, index, seen, path, sink), at, path, sink);
  }
}

/** Recordings that are made unrecognisable call several Powerwalls alike: none of them hides another. */
function keyOfBlock(
  serial: string,
  index: number,
  seen: Set<string>,
  path: string,
  { problems }: Sink,
): string {
  if (!seen.has(serial)) {
    seen.add(serial);
    return serial;
  }
  const deviceId = `${serial}/${index + 1}`;
  problems.add(path, "malformed", `a second Powerwall of that serial number: called ${deviceId}`);
  return deviceId;
}

function readBlock(
  block: JsonObject,
  deviceId: string,
  at: Instant,
  path: string,
  sink: Sink,
): void {
  const values = sink.rows.valuesAt(deviceId, "battery", at);
  tellWithoutPoint(block, path, sink);
  readFields(block, BLOCK_RULES, values, sink.problems, path);
  const here = `${path}/nominal_energy_remaining`;
  if (isSilent(block))
    return sink.problems.add(here, "sentinel", "0 of a Powerwall that tells nothing else");
  const soc = socOf(block, "nominal_energy_remaining", "nominal_full_pack_energy");
  readField(soc, SOC_RULE, values, sink.problems, here);
}

/** One that is switched off has no power and no voltage, and 0 Wh left. */
function isSilent(block: JsonObject): boolean {
  const told = ["p_out", "v_out", "f_out"].some((field) => readNumber(block[field]) !== null);
  return !told && readNumber(block["nominal_energy_remaining"]) === 0;
}
