import {
  type JsonObject,
  listOf,
  objectOf,
  type ProblemList,
  readField,
  readNumber,
  type ReadingRows,
  textOf,
} from "@solarmon/connectors-kit";
import { SERIES } from "./definition.ts";
import { FORMER_RULES, RULES, UNIT_SPELLINGS, type WeatherRule } from "./points.ts";
import { readSeriesTimes, type TimeRule } from "./series-times.ts";

/** What the readings of one location are written with. */
interface Location {
  readonly deviceId: string;
  readonly rows: ReadingRows;
  readonly problems: ProblemList;
  readonly time: TimeRule;
}

/** Writes the series of one location, a cell of the model's grid, into `rows`. */
export function readLocation(
  reply: JsonObject,
  path: string,
  rows: ReadingRows,
  problems: ProblemList,
  timeZone: string,
): void {
  const deviceId = deviceIdOf(reply);
  if (deviceId === undefined) {
    problems.add(path, "missing_field", "a location without latitude and longitude");
    return;
  }
  const utcOffsetS = readNumber(reply["utc_offset_seconds"]) ?? undefined;
  const time = { utcOffsetS, timeZone };
  const location = { deviceId, rows, problems, time };
  for (const [name, intervalMs] of SERIES) {
    const series = objectOf(reply[name]);
    if (series) readSeries(series, unitsOf(reply, name), intervalMs, `${path}/${name}`, location);
  }
  readCurrent(reply, path, location);
  readFormerCurrent(reply, path, location);
  if (objectOf(reply["daily"]))
    problems.add(
      `${path}/daily`,
      "unsupported",
      "sums of days have no point: ask for hourly values",
    );
}

function deviceIdOf(reply: JsonObject): string | undefined {
  const latitude = readNumber(reply["latitude"]);
  const longitude = readNumber(reply["longitude"]);
  if (typeof latitude !== "number" || typeof longitude !== "number") return undefined;
  return `site:${latitude},${longitude}`;
}

function unitsOf(reply: JsonObject, name: string): JsonObject {
  return objectOf(reply[`${name}_units`]) ?? {};
}

function readSeries(
  series: JsonObject,
  units: JsonObject,
  intervalMs: number,
  path: string,
  location: Location,
): void {
  const { problems, time } = location;
  const times = readSeriesTimes(listOf(series["time"]), time, problems, `${path}/time`);
  if (times.length === 0) problems.add(`${path}/time`, "time_missing", "a series without times");
  if (times.includes(null))
    problems.add(`${path}/time`, "malformed", "some times cannot be read, or no clock showed them");
  tellUnknown(series, path, problems);
  for (const rule of RULES) {
    const column = listOf(series[rule.field]);
    const shiftMs = rule.time === "preceding" ? intervalMs : 0;
    for (const [index, at] of times.entries())
      if (at !== null && index < column.length)
        writeValue(
          column[index],
          rule,
          at - shiftMs,
          units,
          `${path}/${rule.field}/${index}`,
          location,
        );
  }
}

function writeValue(
  raw: unknown,
  rule: WeatherRule,
  at: number,
  units: JsonObject,
  path: string,
  { deviceId, rows, problems }: Location,
): void {
  if (raw === null || raw === undefined) return;
  const values = rows.valuesAt(deviceId, "weather", at);
  if (values[rule.point] !== undefined) return;
  const unit = textOf(units[rule.field]);
  readField(raw, rule, values, problems, path, unit && (UNIT_SPELLINGS.get(unit) ?? unit));
}

/** One row: `interval` [s] is how long means reach back. */
function readCurrent(reply: JsonObject, path: string, location: Location): void {
  const current = objectOf(reply["current"]);
  if (!current) return;
  const [at] = readSeriesTimes(
    [current["time"]],
    location.time,
    location.problems,
    `${path}/current/time`,
  );
  const intervalS = readNumber(current["interval"]);
  if (typeof at !== "number" || typeof intervalS !== "number") {
    location.problems.add(`${path}/current`, "time_missing", "needs time and interval");
    return;
  }
  tellUnknown(current, `${path}/current`, location.problems);
  const units = unitsOf(reply, "current");
  for (const rule of RULES) {
    const shiftMs = rule.time === "preceding" ? Math.round(intervalS * 1_000) : 0;
    writeValue(
      current[rule.field],
      rule,
      at - shiftMs,
      units,
      `${path}/current/${rule.field}`,
      location,
    );
  }
}

/** `current_weather` of older calls: instants, in °C and km/h where it names no units. */
function readFormerCurrent(reply: JsonObject, path: string, location: Location): void {
  const current = objectOf(reply["current_weather"]);
  if (!current) return;
  const { time, problems } = location;
  const [at] = readSeriesTimes([current["time"]], time, problems, `${path}/current_weather/time`);
  if (typeof at !== "number") {
    problems.add(`${path}/current_weather`, "time_missing", "needs its time");
    return;
  }
  const units = unitsOf(reply, "current_weather");
  for (const rule of FORMER_RULES)
    writeValue(
      current[rule.field],
      rule,
      at,
      units,
      `${path}/current_weather/${rule.field}`,
      location,
    );
}

function tellUnknown(series: JsonObject, path: string, problems: ProblemList): void {
  for (const field of Object.keys(series))
    if (field !== "time" && field !== "interval" && !RULES.some((rule) => rule.field === field))
      problems.addOnce(field, `${path}/${field}`, "unknown_field", `${field} has no point`);
}
