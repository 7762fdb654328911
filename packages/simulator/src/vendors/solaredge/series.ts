import type { Instant, Span } from "@solarmon/core";
import type { StandInFault } from "@solarmon/connectors-kit/stand-in";
import { localIso } from "../shared/local-text.ts";
import { knownUntil, QUARTER_MS } from "./solaredge-site.ts";

/** Rows of a series, each with the offset of its time. */
export interface SeriesJson {
  readonly unit: string;
  readonly resolution?: string;
  readonly values: readonly { readonly timestamp: string; readonly value: number | null }[];
}

export interface SeriesWish {
  readonly span: Span;
  readonly now: Instant;
  readonly timeZone: string;
  readonly fault: StandInFault | null;
}

/** Quarters of an hour; of those that are not over, or that the portal does not know yet, it says null. */
export function quarters(
  { span, now, timeZone, fault }: SeriesWish,
  unit: string,
  valueOf: (quarter: Span) => number | null,
  stamp: "start" | "end" = "start",
): SeriesJson {
  const known = knownUntil(now);
  const rows: { timestamp: string; value: number | null }[] = [];
  const first = Math.floor(span.start / QUARTER_MS) * QUARTER_MS;
  for (let start = first; start < span.end; start += QUARTER_MS) {
    const end = start + QUARTER_MS;
    const value = end <= known && fault !== "nulls" ? valueOf({ start, end }) : null;
    rows.push({ timestamp: localIso(stamp === "start" ? start : end, timeZone), value });
  }
  return { unit, resolution: "QUARTER_HOUR", values: shuffled(rows, fault) };
}

/** Rows as a fault has them. */
export function shuffled<Row extends { readonly timestamp: string }>(
  rows: readonly Row[],
  fault: StandInFault | null,
): readonly Row[] {
  if (fault === "no-data") return [];
  if (fault === "duplicates") return rows.flatMap((row) => [row, row]);
  if (fault !== "out-of-order") return rows;
  return rows.toSorted((a, b) => oddly(a.timestamp) - oddly(b.timestamp));
}

/** An order that is none. */
function oddly(timestamp: string): number {
  return (Date.parse(timestamp) / QUARTER_MS) % 5;
}

export function periodOf({ span, timeZone }: SeriesWish): Readonly<Record<string, string>> {
  return { from: localIso(span.start, timeZone), to: localIso(span.end, timeZone) };
}
