import {
  type DecodedReading,
  type JsonObject,
  listOf,
  type LocalTimes,
  objectOf,
  type ProblemList,
  readField,
  ReadingRows,
  textOf,
  type ValueMap,
} from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";
import { PLANT_FIELDS, REPORT_FIELDS } from "./points.ts";
import { instantOf } from "./read-series.ts";

/** Plants of a list: what was true when the list came, since rows carry no time. */
export function readPlantList(
  result: JsonObject,
  receivedAt: Instant | undefined,
  problems: ProblemList,
): DecodedReading[] {
  return listOf(result["pageList"]).flatMap((raw, index) => {
    const path = `/result_data/pageList/${index}`;
    const plant = objectOf(raw) ?? {};
    const id = textOf(plant["ps_id"]);
    if (id !== undefined) return readPlant(plant, id, receivedAt, problems, path);
    problems.add(`${path}/ps_id`, "missing_field", "a plant without its id");
    return [];
  });
}

/** Statistics of one plant, which name it by its short name, or of all plants of an account. */
export function readStatistics(
  result: JsonObject,
  receivedAt: Instant | undefined,
  problems: ProblemList,
): DecodedReading[] {
  const id = textOf(result["ps_id"]) ?? textOf(result["ps_short_name"]) ?? "account";
  return readPlant(result, id, receivedAt, problems, "/result_data");
}

function readPlant(
  plant: JsonObject,
  id: string,
  receivedAt: Instant | undefined,
  problems: ProblemList,
  path: string,
): DecodedReading[] {
  const values: ValueMap = {};
  for (const rule of PLANT_FIELDS) {
    const raw = objectOf(plant[rule.field]);
    if (!raw || raw["value"] === undefined) continue;
    const unit = textOf(raw["unit"]) ?? "";
    readField(raw["value"], rule, values, problems, `${path}/${rule.field}/value`, unit);
  }
  if (Object.keys(values).length === 0) return [];
  if (receivedAt !== undefined)
    return [{ deviceId: `site:${id}`, kind: "logger", measuredAt: receivedAt, values }];
  problems.add(path, "time_missing", "no time in the row, and when the reply came is not known");
  return [];
}

/** A day by 15 minutes. The reply does not name its plant. */
export function readReport(
  day: JsonObject,
  localTimes: LocalTimes,
  problems: ProblemList,
): DecodedReading[] {
  const rows = new ReadingRows();
  const records = listOf(day["point_data_15_list"]).map((row) => objectOf(row) ?? {});
  const times = localTimes.rows(records.map((row) => textOf(row["time_stamp"])));
  for (const [index, record] of records.entries()) {
    const path = `/result_data/day_data/point_data_15_list/${index}`;
    const at = instantOf(times[index], path, problems);
    if (at === null) continue;
    const values = rows.valuesAt("site:report", "logger", at);
    for (const rule of REPORT_FIELDS) {
      const unit = textOf(record[`${rule.field}_unit`]) ?? "";
      readField(record[rule.field], rule, values, problems, `${path}/${rule.field}`, unit);
    }
    tellUnknown(record, path, problems);
  }
  return rows.toArray();
}

function tellUnknown(record: JsonObject, path: string, problems: ProblemList): void {
  for (const field of Object.keys(record))
    if (/^(?:p\d+|zfzy)$/u.test(field) && !REPORT_FIELDS.some((rule) => rule.field === field))
      problems.addOnce(field, `${path}/${field}`, "unknown_field", `${field} has no point`);
}
