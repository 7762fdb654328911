import { type JsonObject, readNumber, textOf } from "@solarmon/connectors-kit";
import { HOUR_MS } from "@solarmon/core";
import { type DecodeCall, writeDay, writeFirst } from "./decode-call.ts";
import {
  METERED,
  METERED_STATION_HOUR,
  STATION_DAY,
  STATION_HOUR,
  STATION_TODAY,
  STATION_TOTAL,
} from "./points.ts";
import { instantOf, itemsOf } from "./replies.ts";

/** By then inverters have woken up, or it is winter: `day_power` may show yesterday until the first of them does. */
const RESET_HOUR = 4;

export function decodeStations(call: DecodeCall): void {
  const { envelope, problems, rows, localHourOf } = call;
  eachStation(call, (row, deviceId, path) => {
    const at = envelope.at;
    if (at === undefined)
      return problems.add(path, "time_missing", "no time and no time of receipt");
    const isNight = localHourOf(at) < RESET_HOUR;
    const { day_power: today, ...rest } = itemsOf(row);
    const items = isNight ? rest : itemsOf(row);
    if (isNight && today !== undefined) {
      const detail = "may show yesterday's energy until the inverters wake";
      problems.addOnce("day_power", `${path}/dataItemMap/day_power`, "sentinel", detail);
    }
    const values = rows.valuesAt(deviceId, "meter", at);
    writeFirst(call, items, [STATION_TODAY, STATION_TOTAL], values, path);
  });
}

export function decodeStationHours(call: DecodeCall): void {
  eachStation(call, (row, deviceId, path) => {
    const at = instantOf(row["collectTime"]);
    if (at === undefined)
      return call.problems.add(path, "time_missing", "a row without collectTime");
    if (call.envelope.at !== undefined && call.envelope.at < at + HOUR_MS)
      return call.problems.add(path, "no_telemetry", "this hour is not over yet");
    const items = itemsOf(row);
    const rules = isMetered(items) ? METERED_STATION_HOUR : STATION_HOUR;
    writeFirst(call, items, rules, call.rows.valuesAt(deviceId, "meter", at), path);
  });
}

function isMetered(items: JsonObject): boolean {
  return METERED.some((name) => typeof readNumber(items[name]) === "number");
}

export function decodeStationDays(call: DecodeCall): void {
  eachStation(call, (row, deviceId, path) =>
    writeDay(call, row, STATION_DAY, { deviceId, kind: "meter", path }),
  );
}

function eachStation(
  call: DecodeCall,
  handle: (row: JsonObject, deviceId: string, path: string) => void,
): void {
  for (const [index, row] of call.envelope.data.entries()) {
    const code = textOf(row["stationCode"]) ?? textOf(row["plantCode"]);
    if (code === undefined) {
      call.problems.add(`/data/${index}`, "missing_field", "a row without stationCode");
      continue;
    }
    handle(row, `site:${code}`, `/data/${index}`);
  }
}
