import { isJsonObject, listOf, type ProblemList, textOf } from "@solarmon/connectors-kit";
import { HOUR_MS, type Instant, MINUTE_MS } from "@solarmon/core";

/** One value of a series with its time put on the time line. */
export interface Bucket {
  readonly at: Instant;
  readonly raw: unknown;
  readonly path: string;
}

/** Length of a bucket: milliseconds, a local day, or longer than any point can tell. */
export type Resolution = number | "day" | "long" | "unknown";

const RESOLUTIONS: Readonly<Record<string, Resolution>> = {
  FIVE_MINUTES: 5 * MINUTE_MS,
  QUARTER_HOUR: 15 * MINUTE_MS,
  QUARTER_OF_AN_HOUR: 15 * MINUTE_MS,
  HOUR: HOUR_MS,
  DAY: "day",
  WEEK: "long",
  MONTH: "long",
  YEAR: "long",
  TOTAL: "long",
};

export function resolutionOf(value: unknown): Resolution {
  const name = textOf(value)?.toUpperCase() ?? "";
  return Object.hasOwn(RESOLUTIONS, name) ? (RESOLUTIONS[name] ?? "unknown") : "unknown";
}

/** Start of the quarter of an hour that holds `at`; offsets of zones are whole quarters. */
export function floorQuarter(at: Instant): Instant {
  const quarterMs = 15 * MINUTE_MS;
  return Math.floor(at / quarterMs) * quarterMs;
}

/** A row of a reply that carries a value. */
export interface RawRow {
  readonly time: string | undefined;
  readonly raw: unknown;
  readonly path: string;
}

/** Rows of a series, rows without a value too: their times help to tell the repeated hour. */
export function rawRows(
  values: unknown,
  timeField: string,
  path: string,
  problems: ProblemList,
): RawRow[] {
  const rows: RawRow[] = [];
  for (const [index, entry] of listOf(values).entries()) {
    const at = `${path}/${index}`;
    if (isJsonObject(entry)) {
      const time = entry[timeField];
      rows.push({
        time: typeof time === "string" ? time : undefined,
        raw: entry["value"],
        path: at,
      });
    } else problems.addOnce(path, at, "malformed", "a row is no object");
  }
  return rows;
}
