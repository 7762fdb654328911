import { isJsonObject, readFields } from "@solarmon/connectors-kit";
import { CLOUD_SUMMARY_RULES } from "../points.ts";
import { instantOf, type Sink } from "../sink.ts";
import { siteOf } from "./intervals.ts";

/** …/summary. For past dates `modules`, `size_w` and `current_power` are 0, which is no reading. */
export function readSummary(body: unknown, sink: Sink): void {
  if (!isJsonObject(body)) return;
  const deviceId = siteOf(body, sink);
  if (deviceId === undefined) return;
  if (body["modules"] === 0 && body["size_w"] === 0)
    return sink.problems.add("", "no_telemetry", "a past date: its current values are zeros");
  const at = instantOf(body["last_interval_end_at"], "/last_interval_end_at", sink);
  if (at === undefined) return;
  readFields(
    body,
    CLOUD_SUMMARY_RULES,
    sink.rows.valuesAt(deviceId, "inverter", at),
    sink.problems,
    "",
  );
}
