import {
  type JsonObject,
  listOf,
  objectOf,
  readFields,
  readField,
  readNumber,
  textOf,
} from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";
import { directed } from "./balance.ts";
import { type DecodeCall, siteKey } from "./decode-call.ts";
import { type Inverter, inverterOf, writeInverter } from "./inverters.ts";
import {
  BATTERY_POWER,
  BATTERY_SOC,
  GRID_POWER,
  GRID_TOTALS,
  LOAD_POWER,
  SITE_COUNTERS,
  SITE_POWER,
} from "./points.ts";
import { wattsOf } from "./quantity.ts";
import { OFFLINE } from "./states.ts";

/** `GetMonitorDetailByPowerstationId`: inverters, and the plant at the time of the newest of them. */
export function decodeMonitorDetail(call: DecodeCall): void {
  const data = objectOf(call.body["data"]) ?? {};
  const inverters = listOf(data["inverter"]).flatMap(
    (entry, index) => inverterOf(call, entry, `/data/inverter/${index}`) ?? [],
  );
  const powerflow = data["hasPowerflow"] === true ? objectOf(data["powerflow"]) : undefined;
  for (const inverter of inverters) writeInverter(call, inverter, powerflow !== undefined);
  const at = newest(inverters);
  if (at !== undefined) writeSite(call, data, inverters, powerflow, at);
}

function newest(inverters: readonly Inverter[]): Instant | undefined {
  return inverters.length === 0 ? undefined : Math.max(...inverters.map(({ at }) => at));
}

function writeSite(
  call: DecodeCall,
  data: JsonObject,
  inverters: readonly Inverter[],
  powerflow: JsonObject | undefined,
  at: Instant,
): void {
  const { rows, problems } = call;
  const info = objectOf(data["info"]) ?? {};
  const key = siteKey(textOf(info["powerstation_id"]));
  const values = rows.valuesAt(key, "meter", at);
  const areOffline = inverters.every(({ isOffline }) => isOffline);
  if (readNumber(info["status"]) === OFFLINE && !areOffline) {
    const detail = "the plant is offline while an inverter is not: what it shows of itself is old";
    problems.add("/data/info/status", "sentinel", detail);
    return;
  }
  const kpi = objectOf(data["kpi"]) ?? {};
  readFields(kpi, SITE_COUNTERS, values, problems, "/data/kpi");
  if (data["hasEnergeStatisticsCharts"] === true) {
    const totals = objectOf(data["energeStatisticsTotals"]) ?? {};
    readFields(totals, GRID_TOTALS, values, problems, "/data/energeStatisticsTotals");
  }
  if (areOffline) {
    const detail = "all inverters are offline: nothing tells the time of the plant's powers";
    problems.add("/data/powerflow", "time_missing", detail);
    return;
  }
  readFields(kpi, [SITE_POWER], values, problems, "/data/kpi");
  const hasBattery = inverters.some((inverter) => inverter.hasBattery);
  if (powerflow) writePowerflow(call, powerflow, { key, at, hasBattery });
}

interface Site {
  readonly key: string;
  readonly at: Instant;
  readonly hasBattery: boolean;
}

/** Powers without a sign: the directions are those in which they add up. `gridStatus` tells none: it is 1 in both. */
function writePowerflow(
  { rows, problems }: DecodeCall,
  powerflow: JsonObject,
  { key, at, hasBattery }: Site,
): void {
  const path = "/data/powerflow";
  const [pv, battery, grid, load] = ["pv", "bettery", "grid", "load"].map((name) =>
    wattsOf(powerflow[name]),
  );
  const values = rows.valuesAt(key, "meter", at);
  if (load !== undefined) readField(load, LOAD_POWER, values, problems, `${path}/load`);
  const batteryValues = hasBattery ? rows.valuesAt(`${key}:battery`, "battery", at) : undefined;
  if (batteryValues) readFields(powerflow, [BATTERY_SOC], batteryValues, problems, path);
  if (pv === undefined || grid === undefined || load === undefined) return;
  const flows = directed({ pv, battery: battery ?? 0, grid, load });
  if (!flows) {
    const detail = "the powers add up in no direction, or in more than one";
    problems.add(path, "missing_field", detail);
    return;
  }
  readField(flows.grid, GRID_POWER, values, problems, `${path}/grid`);
  if (batteryValues && battery !== undefined)
    readField(0 - flows.battery, BATTERY_POWER, batteryValues, problems, `${path}/bettery`);
}
