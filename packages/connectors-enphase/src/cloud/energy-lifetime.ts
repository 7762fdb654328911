import {
  createLocalTimes,
  isJsonObject,
  listOf,
  readField,
  readNumber,
  textOf,
} from "@solarmon/connectors-kit";
import { calendarOf, DAY_MS, type Instant } from "@solarmon/core";
import { CLOUD_DAY_RULE } from "../points.ts";
import type { Sink } from "../sink.ts";
import { siteOf } from "./intervals.ts";

/**
 * …/energy_lifetime: what a system made on each local day, as its counter of the day showed at the day's last
 * millisecond. Zeros at the end mean that nothing is known yet.
 */
export function readEnergyLifetime(body: unknown, sink: Sink): void {
  if (!isJsonObject(body)) return;
  const deviceId = siteOf(body, sink);
  const first = Date.parse(textOf(body["start_date"]) ?? "");
  if (deviceId === undefined) return;
  if (Number.isNaN(first))
    return sink.problems.add("/start_date", "time_missing", "expected the date of the first day");
  const days = listOf(body["production"]);
  const last = days.findLastIndex((wh) => (readNumber(wh) ?? 0) !== 0);
  if (last < days.length - 1)
    sink.problems.add(`/production/${last + 1}`, "no_telemetry", "zeros at the end are not known");
  for (const [index, wh] of days.slice(0, last + 1).entries()) {
    const at = endOf(first + index * DAY_MS, sink.timeZone);
    if (at === null) continue;
    const values = sink.rows.valuesAt(deviceId, "inverter", at);
    readField(wh, CLOUD_DAY_RULE, values, sink.problems, `/production/${index}`);
  }
}

/** The last millisecond of the local day of that date. */
function endOf(date: number, timeZone: string): Instant | null {
  const noon = `${new Date(date).toISOString().slice(0, 10)} 12:00:00`;
  const { at } = createLocalTimes(timeZone).at(noon);
  return at === null ? null : calendarOf(timeZone).day(at).end - 1;
}
