import { createMemoryHost, type LinkPage } from "@solarmon/connectors-kit";
import { DAY_MS, HOUR_MS } from "@solarmon/core";
import { VirtualClock } from "@solarmon/core/testing";
import { expect, test } from "vitest";
import { createSoliscloudConnector } from "../src/index.ts";
import { startSoliscloudStandIn } from "./support/soliscloud-stand-in.ts";

const NOW = Date.parse("2025-10-28T12:02:00Z");
const WORLD = {
  timeZone: "Europe/Berlin",
  noonAt: Date.parse("2025-10-28T11:00:00Z"),
  countsCalls: false,
};

async function openLink({ spacingMs = 0, clockErrorMs = 0 } = {}) {
  const clock = new VirtualClock(NOW);
  const standIn = await startSoliscloudStandIn(clock, WORLD);
  const connector = createSoliscloudConnector(spacingMs);
  const own = new VirtualClock(NOW + clockErrorMs);
  const host = await createMemoryHost(connector, standIn.settings, { clock: own });
  return { standIn, link: connector.open(standIn.settings, host) };
}

async function allOf(pages: AsyncIterable<LinkPage> | undefined): Promise<LinkPage[]> {
  const all: LinkPage[] = [];
  for await (const page of pages ?? []) all.push(page);
  return all;
}

test("pages of a list end where all that was asked for was seen", async () => {
  const { standIn, link } = await openLink();
  await using _ = standIn;
  const [page] = await allOf(link.poll(standIn.sites.slice(0, 1)));
  expect(page?.readings.map(({ deviceId }) => deviceId)).toEqual([
    "120B01",
    "120B02",
    "site:1298491919448630001",
  ]);
  expect(standIn.calls.map(({ what }) => what)).toEqual([
    "POST /v1/api/inverterDetailList",
    "POST /v1/api/stationDetailList",
  ]);
});

test("a history over a change of clocks has each row once, a call for each inverter and day", async () => {
  const { standIn, link } = await openLink();
  await using _ = standIn;
  const span = {
    start: Date.parse("2025-10-25T00:00:00Z"),
    end: Date.parse("2025-10-28T00:00:00Z"),
  };
  const [, hybrid] = standIn.sites;
  const site = { ...hybrid!, devices: hybrid!.devices.slice(0, 1) };
  const pages = await allOf(link.history?.(site, span));
  expect(pages.map(({ covers }) => (covers!.start - span.start) / HOUR_MS)).toEqual([
    0, 22, 46, 70,
  ]);
  const ofInverter = pages.flatMap(({ readings }) =>
    readings.filter(({ kind }) => kind === "inverter").map(({ measuredAt }) => measuredAt),
  );
  expect(new Set(ofInverter).size).toBe(ofInverter.length);
  expect(ofInverter).toHaveLength((3 * DAY_MS) / 300_000);
});

test("a clock that is wrong is told as such, and mends itself", async () => {
  const { standIn, link } = await openLink({ clockErrorMs: HOUR_MS });
  await using _ = standIn;
  const found = link.discover();
  await expect(found).rejects.toMatchObject({ kind: "transient", status: 408 });
  await expect(found).rejects.toThrow("clock");
});

test("calls are kept apart", async () => {
  const { standIn, link } = await openLink({ spacingMs: 60 });
  await using _ = standIn;
  const startedMs = performance.now();
  await allOf(link.poll(standIn.sites.slice(0, 1)));
  expect(standIn.calls).toHaveLength(2);
  expect(performance.now() - startedMs).toBeGreaterThanOrEqual(59);
});
