import { type JsonObject, parseInstant, textOf } from "@solarmon/connectors-kit";
import type { Instant } from "@solarmon/core";

const DURATION = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/u;

/** Start of a period: `period_start`, or `period_end` less `period`. `undefined` when either is not to be read. */
export function startOf(row: JsonObject): Instant | undefined {
  const start = textOf(row["period_start"]);
  if (start !== undefined) return parseInstant(start) ?? undefined;
  const end = parseInstant(textOf(row["period_end"]) ?? "");
  const lengthMs = durationMs(textOf(row["period"]) ?? "");
  return end === null || lengthMs === undefined ? undefined : end - lengthMs;
}

/** ISO 8601, `PT5M` to `PT60M` and hours. */
function durationMs(text: string): number | undefined {
  const match = DURATION.exec(text);
  if (!match) return undefined;
  const [, hours = "0", minutes = "0", seconds = "0"] = match;
  const totalMs = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000;
  return totalMs > 0 ? totalMs : undefined;
}
