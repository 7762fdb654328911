import {
  isJsonObject,
  type JsonObject,
  listOf,
  objectOf,
  readFields,
  readNumber,
  textOf,
} from "@solarmon/connectors-kit";
import { METER_RULES, REPORT_RULES } from "../points.ts";
import { instantOf, type Sink, tellWithoutPoint } from "../sink.ts";
import { readPhases } from "./phases.ts";

/** The same on every gateway, found in all captures. */
const MEASURED_BY_EID: ReadonlyMap<number, string> = new Map([
  [0x2a000100, "production"],
  [0x2a000200, "net-consumption"],
  [0x2a000300, "storage"],
  [0x2a000500, "backfeed"],
  [0x2a000600, "load"],
  [0x2a000700, "evse"],
  [0x2a000800, "pv3p"],
]);

const NET_COUNTER = "counts import − export, and falls: read meters-readings";

interface MeterInfo {
  readonly measures: string;
  readonly isEnabled: boolean;
}

/** /ivp/meters/readings; with /ivp/meters beside it, what a CT measures and whether it is enabled is known for sure. */
export function readMeters(body: unknown, sink: Sink): void {
  const both = objectOf(body);
  const infos = both && infosOf(both["meters"]);
  const base = both ? "/readings" : "";
  const detail = "taken as enabled, and as net, not total: only /ivp/meters would tell";
  if (!both && listOf(body).length > 0) sink.problems.add("", "missing_field", detail);
  for (const [index, record] of listOf(both ? both["readings"] : body).entries())
    if (isJsonObject(record)) readMeter(record, infos, `${base}/${index}`, sink);
}

function infosOf(raw: unknown): ReadonlyMap<unknown, MeterInfo> {
  const records = listOf(raw).filter((record) => isJsonObject(record));
  return new Map(
    records.map((record) => [
      record["eid"],
      {
        measures: textOf(record["measurementType"]) ?? "",
        isEnabled: record["state"] === "enabled",
      },
    ]),
  );
}

function readMeter(
  record: JsonObject,
  infos: ReadonlyMap<unknown, MeterInfo> | undefined,
  path: string,
  sink: Sink,
): void {
  const measures = measuresOf(record, infos, path, sink);
  const rules =
    measures !== undefined && Object.hasOwn(METER_RULES, measures)
      ? METER_RULES[measures]
      : undefined;
  if (measures !== undefined && rules === undefined)
    sink.problems.add(path, "unsupported", `no points for a meter of ${measures.slice(0, 40)}`);
  if (!rules) return;
  const at = instantOf(record["timestamp"], `${path}/timestamp`, sink);
  if (at === undefined) return;
  const values = sink.rows.valuesAt(`meter:${measures}`, "meter", at);
  tellWithoutPoint(record, path, sink);
  readFields(record, rules, values, sink.problems, path);
  readPhases(
    record["channels"],
    { voltage: "voltage", current: "current" },
    values,
    `${path}/channels`,
    sink,
  );
}

/** What the meter measures; `undefined` after telling that it measures nothing. */
function measuresOf(
  record: JsonObject,
  infos: ReadonlyMap<unknown, MeterInfo> | undefined,
  path: string,
  { problems }: Sink,
): string | undefined {
  const eid = readNumber(record["eid"]) ?? 0;
  const info = infos?.get(record["eid"]);
  const measures = info?.measures ?? MEASURED_BY_EID.get(eid) ?? `unknown eid ${eid}`;
  if (info?.isEnabled === false) problems.add(path, "no_telemetry", `${measures} is disabled`);
  else if (hasNeverCounted(record["actEnergyDlvd"], record["actEnergyRcvd"]))
    problems.add(path, "no_telemetry", `${measures} has never counted: no CT`);
  else {
    return measures;
  }
  return undefined;
}

/** Inputs without a CT count noise: some thousandths of a Wh in years. */
const NOISE_WH = 1;

function hasNeverCounted(...countersWh: readonly unknown[]): boolean {
  return countersWh.every((raw) => Math.abs(readNumber(raw) ?? NOISE_WH) < NOISE_WH);
}

/** /ivp/meters/reports, and …/production or …/consumption: says itself what each report measures. */
export function readReports(body: unknown, sink: Sink): void {
  if (isJsonObject(body)) return readReport(body, "", sink);
  for (const [index, record] of listOf(body).entries())
    if (isJsonObject(record)) readReport(record, `/${index}`, sink);
}

function readReport(record: JsonObject, path: string, sink: Sink): void {
  const measures = textOf(record["reportType"]) ?? "";
  const rules = Object.hasOwn(REPORT_RULES, measures) ? REPORT_RULES[measures] : undefined;
  const total = objectOf(record["cumulative"]);
  if (!rules || !total)
    return sink.problems.add(
      path,
      "unsupported",
      `no points for a report of ${measures.slice(0, 40)}`,
    );
  if (hasNeverCounted(total["whDlvdCum"], total["whRcvdCum"]))
    return sink.problems.add(path, "no_telemetry", `${measures} has never counted: no CT`);
  const at = instantOf(record["createdAt"], `${path}/createdAt`, sink);
  if (at === undefined) return;
  if (measures === "net-consumption")
    sink.problems.add(`${path}/cumulative/whDlvdCum`, "unsupported", NET_COUNTER);
  const values = sink.rows.valuesAt(`meter:${measures}`, "meter", at);
  readFields(total, rules, values, sink.problems, `${path}/cumulative`);
  readPhases(
    record["lines"],
    { voltage: "rmsVoltage", current: "rmsCurrent" },
    values,
    `${path}/lines`,
    sink,
  );
}
