import { textOf } from "@solarmon/connectors-kit";
import { writeBattery } from "./battery.ts";
import { type DecodeCall, timeOf } from "./decode-call.ts";
import { writeGrid } from "./grid.ts";
import {
  BATTERY_CHARGE,
  BATTERY_POWER,
  DAY_ENERGY,
  DAY_WITHOUT_POINT,
  GRID_COUNTERS,
  GRID_POWERS,
  LOAD_POWERS,
  STATION_FIELDS,
} from "./points.ts";
import { isUsed, scaleOf, tellUnknown, writeQuantities, writeQuantity } from "./quantity.ts";
import type { Entry } from "./replies.ts";

/** Key of a plant whose id the reply does not give: it stands in the call. */
const SITE = "site";

const KNOWN: ReadonlySet<string> = new Set([
  ...[...STATION_FIELDS, ...GRID_COUNTERS, ...GRID_POWERS, ...LOAD_POWERS].map(
    ({ field }) => field,
  ),
  ...[BATTERY_POWER, ...BATTERY_CHARGE].map(({ field }) => field),
  "capacity", // rated
  "inverterPower", // rated
]);

/** `stationDetail`, `stationDetailList` and `userStationList`. */
export function decodeStations(call: DecodeCall): void {
  const { problems, rows } = call;
  for (const entry of call.entries) {
    const at = timeOf(call, entry, "dataTimestamp");
    if (at === undefined) continue;
    const { record, path } = entry;
    const id = textOf(record["id"]);
    const deviceId = id === undefined ? SITE : `site:${id}`;
    const values = rows.valuesAt(deviceId, "meter", at);
    writeQuantities(record, STATION_FIELDS, values, problems, path);
    writeGrid(record, values, problems, path);
    writeBattery(record, call, deviceId, at, path);
    tellUnknown(record, KNOWN, problems, path);
  }
}

const POWER = { unit: "kW", factor: 1 };

/** Five-minute rows of `stationDay`; powers without a unit have that of `power` in the same row. */
export function decodeStationDay(call: DecodeCall): void {
  const { problems, rows } = call;
  for (const entry of call.entries) {
    const at = timeOf(call, entry, "time");
    if (at === undefined) continue;
    const { record, path } = entry;
    const values = rows.valuesAt(SITE, "meter", at);
    const scale = scaleOf(record, "power", POWER);
    writeQuantities(record, STATION_FIELDS, values, problems, path);
    writeGrid(record, values, problems, path, scale);
    writeBattery(record, call, SITE, at, path, scale);
  }
}

/** `stationMonth`: a row a day of one plant that the row does not name. */
export function decodeStationMonth(call: DecodeCall): void {
  for (const entry of call.entries) {
    const id = textOf(entry.record["stationId"]);
    writeDay(call, entry, id === undefined ? SITE : `site:${id}`, "meter");
  }
}

/** `stationDayEnergyList`: many plants at once. */
export function decodeStationDayList(call: DecodeCall): void {
  for (const entry of call.entries) {
    const id = textOf(entry.record["id"]);
    if (id === undefined) call.problems.add(entry.path, "missing_field", "a row without id");
    else writeDay(call, entry, `site:${id}`, "meter");
  }
}

/** `inverterMonth`: a row a day; named by the id, not by the serial number. */
export function decodeInverterMonth(call: DecodeCall): void {
  for (const entry of call.entries)
    writeDay(call, entry, textOf(entry.record["inverterId"]) ?? "inverter", "inverter");
}

/** The daily counter as it stood at the day's last millisecond, or when the reply was received if that is earlier. */
function writeDay(
  call: DecodeCall,
  { record, path }: Entry,
  deviceId: string,
  kind: "meter" | "inverter",
): void {
  const { problems, rows, receivedAt } = call;
  const day = call.dayOf(textOf(record["dateStr"]) ?? "");
  if (!day) {
    problems.add(`${path}/dateStr`, "time_missing", "no dateStr that is a day");
    return;
  }
  const [start, end] = day;
  const isRunning = receivedAt !== undefined && receivedAt > start && receivedAt < end;
  const values = rows.valuesAt(deviceId, kind, isRunning ? receivedAt : end - 1);
  writeQuantity(record, DAY_ENERGY, values, problems, path);
  for (const name of DAY_WITHOUT_POINT)
    if (isUsed(record, name))
      problems.addOnce(name, `${path}/${name}`, "unknown_field", `no point tells ${name} of a day`);
}
