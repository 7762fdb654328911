import assert from "node:assert/strict";
import { pointByName, type Span } from "@solarmon/core";
import type { KnownSite, LinkPage, VendorLink } from "../../connector.ts";
import type { DecodedReading, DecodeProblem } from "../../decoder.ts";

/** A reading and the site that it belongs to. */
export interface SiteReading extends DecodedReading {
  readonly siteKey: string;
}

/** All that a poll or a history gave, whether it ended well or not. */
export interface Outcome {
  readonly pages: readonly LinkPage[];
  readonly readings: readonly SiteReading[];
  readonly problems: readonly DecodeProblem[];
  /** Thrown, or told by a page. */
  readonly errors: readonly unknown[];
}

/** Reads pages until they end or fail. */
export async function outcomeOf(pages: AsyncIterable<LinkPage>): Promise<Outcome> {
  const got: LinkPage[] = [];
  const thrown: unknown[] = [];
  try {
    for await (const page of pages) got.push(page);
  } catch (error) {
    thrown.push(error);
  }
  return {
    pages: got,
    readings: got.flatMap(({ siteKey, readings }) =>
      readings.map((reading) => ({ ...reading, siteKey })),
    ),
    problems: got.flatMap(({ problems }) => problems),
    errors: [...thrown, ...got.flatMap(({ error }) => (error ? [error] : []))],
  };
}

/** A poll that must go well. */
export async function pollWell(link: VendorLink, sites: readonly KnownSite[]): Promise<Outcome> {
  return requireWell("a poll", await outcomeOf(link.poll(sites)));
}

/** A history that must go well. */
export async function historyOf(link: VendorLink, site: KnownSite, span: Span): Promise<Outcome> {
  return requireWell("a history", await outcomeOf(historyPages(link, site, span)));
}

/** Pages of a history; none where the link keeps none. */
export function historyPages(
  link: VendorLink,
  site: KnownSite,
  span: Span,
): AsyncIterable<LinkPage> {
  return link.history?.(site, span) ?? noPages();
}

function requireWell(what: string, outcome: Outcome): Outcome {
  const [error] = outcome.errors;
  const message = error instanceof Error ? error.message : String(error);
  assert.equal(outcome.errors.length, 0, `${what} failed: ${message}`);
  return outcome;
}

async function* noPages(): AsyncGenerator<LinkPage> {}

/** A longer history that must go well, in spans as long as one call should be asked for. */
export async function longHistoryOf(
  link: VendorLink,
  site: KnownSite,
  { start, end }: Span,
  spanMs: number,
): Promise<readonly SiteReading[]> {
  const readings: SiteReading[] = [];
  for (let at = start; at < end; at += spanMs) {
    const span = { start: at, end: Math.min(at + spanMs, end) };
    readings.push(...(await historyOf(link, site, span)).readings);
  }
  return readings;
}

/** What was measured: numbers of points that are no states. */
export function measuredIn(
  readings: readonly DecodedReading[],
): readonly (readonly [point: string, value: number])[] {
  return readings.flatMap(({ values }) =>
    Object.entries(values).flatMap(([point, value]) =>
      value === null || pointByName(point)?.kind === "state" ? [] : [[point, value] as const],
    ),
  );
}

/** Readings as texts that are equal when the readings are, in one order. */
export function asTexts(readings: readonly SiteReading[]): readonly string[] {
  const texts = readings.map(({ siteKey, deviceId, measuredAt, values }) => {
    const sorted = Object.entries(values).toSorted(([a], [b]) => a.localeCompare(b));
    return `${siteKey} ${deviceId} ${new Date(measuredAt).toISOString()} ${JSON.stringify(sorted)}`;
  });
  return texts.toSorted();
}
