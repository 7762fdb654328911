import { expect } from "vitest";
import type { TenantScope } from "../../authority.ts";
import type { Id } from "../../ids.ts";
import { unpackValues } from "../../packed-values.ts";
import type { AppendResult, AppendVerdict, ReadingStore } from "../../ports/reading-store.ts";
import type { Envelope } from "../../reading.ts";
import type { Instant, Span } from "../../time.ts";
import { testId, testScope } from "../builders.ts";

/** The device that laws write to unless they need several. */
export const DEVICE: Id = testId(100);
export const ALL_TIME: Span = { start: 0, end: 8_000_000_000_000 };
/** Most readings a page may hold; the port promises it. */
export const MAX_PAGE_READINGS = 100_000;

export interface Row {
  readonly measuredAt: Instant;
  readonly quality: number;
  /** Without the missing ones. */
  readonly values: Readonly<Record<string, number>>;
}

export interface RowsQuery {
  readonly deviceId?: Id;
  readonly span?: Span;
  readonly points?: readonly string[];
  readonly scope?: TenantScope;
}

/** The rows of one device; checks on the way that every page has the promised form. */
export async function rowsOf(store: ReadingStore, query: RowsQuery = {}): Promise<Row[]> {
  const { deviceId = DEVICE, span = ALL_TIME, points = [], scope = testScope() } = query;
  const rows: Row[] = [];
  for await (const page of store.forTenant(scope).read({ deviceIds: [deviceId], points, span })) {
    const { measuredAt, quality, values } = page;
    expect(page.deviceId).toBe(deviceId);
    expect(quality).toHaveLength(measuredAt.length);
    for (const column of Object.values(values)) expect(column).toHaveLength(measuredAt.length);
    for (const [index, at] of measuredAt.entries())
      rows.push({
        measuredAt: at,
        quality: quality[index] ?? -1,
        values: rowValues(values, index),
      });
  }
  return rows;
}

function rowValues(
  columns: Readonly<Record<string, Float64Array>>,
  index: number,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(columns)
      .map(([name, column]): [string, number] => [name, column[index] ?? Number.NaN])
      .filter(([, value]) => !Number.isNaN(value)),
  );
}

/** The values of the only row. */
export async function onlyValues(
  store: ReadingStore,
  query: RowsQuery = {},
): Promise<Record<string, number>> {
  const rows = await rowsOf(store, query);
  expect(rows).toHaveLength(1);
  return rows[0]?.values ?? {};
}

/** Values that are not missing. */
export function presentValues(packed: Uint8Array): Record<string, number> {
  const present: Record<string, number> = {};
  for (const [name, value] of Object.entries(unpackValues(packed)))
    if (value !== null) present[name] = value;
  return present;
}

/** Appends for the tenant of the test. */
export function append(
  store: ReadingStore,
  ...envelopes: Envelope[]
): Promise<readonly AppendResult[]> {
  return store.forTenant(testScope()).append(envelopes);
}

/** Appends an envelope of one reading; its verdict, and whether it counts as touched. */
export async function appendOne(
  store: ReadingStore,
  envelope: Envelope,
): Promise<{ verdict: AppendVerdict | undefined; isTouched: boolean }> {
  const [result] = await append(store, envelope);
  return { verdict: result?.verdicts[0], isTouched: result?.touched.includes(0) ?? false };
}
