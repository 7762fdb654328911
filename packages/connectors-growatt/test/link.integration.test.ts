import { createMemoryHost, type KnownSite, type LinkPage } from "@solarmon/connectors-kit";
import { DAY_MS } from "@solarmon/core";
import { VirtualClock } from "@solarmon/core/testing";
import { expect, test } from "vitest";
import { growattConnector } from "../src/index.ts";
import { startGrowattStandIn } from "./support/growatt-stand-in.ts";

const NOW = Date.parse("2025-10-28T12:00:00Z");
const WORLD = {
  timeZone: "Europe/Berlin",
  noonAt: Date.parse("2025-10-28T11:00:00Z"),
  countsCalls: false,
};

async function openLink() {
  const clock = new VirtualClock(NOW);
  const standIn = await startGrowattStandIn(clock, WORLD);
  const host = await createMemoryHost(growattConnector, standIn.settings, { clock });
  const link = growattConnector.open(standIn.settings, host);
  return { standIn, link };
}

async function allOf(pages: AsyncIterable<LinkPage> | undefined): Promise<LinkPage[]> {
  const all: LinkPage[] = [];
  for await (const page of pages ?? []) all.push(page);
  return all;
}

function siteOf(...serials: readonly string[]): KnownSite {
  return {
    key: "1001",
    timeZone: WORLD.timeZone,
    devices: serials.map((key) => ({ key, kind: "inverter", address: { type: "7" } })),
  };
}

test("ten days over a change of clocks are asked for in two calls' spans, and every row stands once", async () => {
  const { standIn, link } = await openLink();
  await using _ = standIn;
  const span = { start: NOW - 11 * DAY_MS, end: NOW - DAY_MS };
  const pages = await allOf(link.history?.(siteOf("TLX0000001"), span));
  expect(pages.map(({ covers }) => covers)).toEqual([
    { start: span.start, end: span.start + 6 * DAY_MS },
    { start: span.start + 6 * DAY_MS, end: span.end },
  ]);
  const instants = pages.flatMap(({ readings }) => readings.map(({ measuredAt }) => measuredAt));
  expect(new Set(instants).size).toBe(instants.length);
  expect(instants).toHaveLength((span.end - span.start) / 300_000);
});

test("a device that is unknown there has its error in a page of its own", async () => {
  const { standIn, link } = await openLink();
  await using _ = standIn;
  const pages = await allOf(link.poll([siteOf("GONE", "TLX0000001")]));
  expect(pages.map(({ error }) => error?.kind)).toEqual(["gone", undefined]);
  expect(pages[1]?.readings).toHaveLength(1);
});

test("too early concerns one device, and says until when to wait", async () => {
  const { standIn, link } = await openLink();
  await using _ = standIn;
  standIn.misbehave("rate-limited");
  const pages = await allOf(link.poll([siteOf("TLX0000001", "TLX0000002")]));
  expect(pages.map(({ error }) => error?.retryAt)).toEqual([NOW + 300_000, NOW + 300_000]);
});
